using Xunit;

namespace ConvoStudio.Application.Tests;

/// <summary>Real conversations that lie beside the project and never in it.</summary>
internal static class SharedData
{
    /// <summary>Path of a file, or a skipped test with the reason.</summary>
    public static string Conversations(string file)
    {
        var folder = Environment.GetEnvironmentVariable("CONVOSTUDIO_DATA") ?? Path.Combine(Root(), "..", "shared", "data");
        var path = Path.Combine(folder, "conversations", file);
        Assert.SkipUnless(File.Exists(path), $"{file} is not here; set CONVOSTUDIO_DATA to the folder that holds conversations/{file}.");
        return path;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "ConvoStudio.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("ConvoStudio.sln is in no folder above the tests.");
    }
}
