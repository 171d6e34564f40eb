namespace ConvoStudio.Web.Tests;

/// <summary>Files of the repository that tests read.</summary>
public static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    private static string FindRoot()
    {
        for (var here = new DirectoryInfo(AppContext.BaseDirectory); here is not null; here = here.Parent)
            if (File.Exists(Path.Combine(here.FullName, "ConvoStudio.sln"))) return here.FullName;
        throw new DirectoryNotFoundException("No folder above the tests holds ConvoStudio.sln.");
    }
}
