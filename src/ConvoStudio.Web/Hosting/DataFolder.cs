namespace ConvoStudio.Web.Hosting;

/// <summary>Where the studio keeps its files: studio.db, log.db, keys.</summary>
public sealed record DataFolder(string Path)
{
    /// <summary>The setting that names the folder; after start-up it always holds the full path in use.</summary>
    public const string Setting = "CONVOSTUDIO_DATA_DIR";

    public string StudioDatabase => System.IO.Path.Combine(Path, "studio.db");

    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <summary>
    /// The named folder; else <c>.data</c> at the top of the repository when run from source in Development;
    /// else the person's local application data.
    /// </summary>
    public static DataFolder Resolve(string? named, IHostEnvironment environment)
    {
        if (!string.IsNullOrWhiteSpace(named)) return new(System.IO.Path.GetFullPath(named));
        if (environment.IsDevelopment() && RepositoryAbove(environment.ContentRootPath) is { } repository)
            return new(System.IO.Path.Combine(repository, ".data"));
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        return new(System.IO.Path.Combine(local.Length > 0 ? local : environment.ContentRootPath, "ConvoStudio"));
    }

    private static string? RepositoryAbove(string folder)
    {
        for (var here = new DirectoryInfo(folder); here is not null; here = here.Parent)
            if (File.Exists(System.IO.Path.Combine(here.FullName, "ConvoStudio.sln"))) return here.FullName;
        return null;
    }
}
