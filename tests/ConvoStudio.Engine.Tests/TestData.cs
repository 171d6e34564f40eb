namespace ConvoStudio.Engine.Tests;

/// <summary>Where the data lies that tests may read; never part of the project.</summary>
internal static class TestData
{
    /// <summary>The data folder, or null: CONVOSTUDIO_DATA, else ../shared/data beside the repository.</summary>
    public static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("CONVOSTUDIO_DATA") is { Length: > 0 } given)
            return Directory.Exists(given) ? given : null;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ConvoStudio.sln")))
            folder = folder.Parent;
        var data = folder?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "data") : null;
        return Directory.Exists(data) ? data : null;
    }
}
