using System.Globalization;

namespace ConvoStudio.Web.Components.Common;

/// <summary>Ids for elements that name each other; unique in the process, hence on every page.</summary>
internal static class ElementId
{
    private static long _last;

    public static string Next(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{Interlocked.Increment(ref _last)}");
}
