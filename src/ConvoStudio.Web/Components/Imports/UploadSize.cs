using ConvoStudio.Web.Components.Common;

namespace ConvoStudio.Web.Components.Imports;

/// <summary>Sizes of files as people say them.</summary>
internal static class UploadSize
{
    public static string Of(long bytes) => bytes < 1024 * 1024 ? $"{Numbers.Count(Math.Ceiling(bytes / 1024.0))} KiB" : $"{Numbers.Count(bytes / (1024.0 * 1024))} MiB";
}
