namespace ConvoStudio.Browser.Tests;

/// <summary>Real conversations that tests may read and the project never holds.</summary>
internal static class RecordedConversations
{
    public const string Absent = "The recorded conversations are not here: set CONVOSTUDIO_DATA to the folder that holds conversations/cb.jsonl.gz.";

    /// <summary>Path of a file of the data folder: CONVOSTUDIO_DATA, else shared/data beside the repository. It may not exist.</summary>
    public static string Find(string name)
    {
        var root = Environment.GetEnvironmentVariable("CONVOSTUDIO_DATA");
        for (var here = new DirectoryInfo(AppContext.BaseDirectory); string.IsNullOrEmpty(root) && here is not null; here = here.Parent)
            if (File.Exists(Path.Combine(here.FullName, "ConvoStudio.sln"))) root = Path.Combine(here.FullName, "..", "shared", "data");
        return Path.Combine(root ?? "", "conversations", name);
    }
}
