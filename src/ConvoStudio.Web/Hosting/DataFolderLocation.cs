using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Web.Hosting;

/// <summary>Finds the folder in which the studio keeps its files.</summary>
public static class DataFolderLocation
{
    /// <summary>The setting that names the folder; after start-up it always holds the full path in use.</summary>
    public const string Setting = PersistenceRegistration.DataFolderVariable;

    /// <summary>
    /// The named folder; else <c>.data</c> at the top of the repository when run from source in Development;
    /// else the person's local application data.
    /// </summary>
    public static string Resolve(string? named, IHostEnvironment environment)
    {
        if (!string.IsNullOrWhiteSpace(named)) return Path.GetFullPath(named);
        if (environment.IsDevelopment() && RepositoryAbove(environment.ContentRootPath) is { } repository)
            return Path.Combine(repository, ".data");
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        return Path.Combine(local.Length > 0 ? local : environment.ContentRootPath, "ConvoStudio");
    }

    private static string? RepositoryAbove(string folder)
    {
        for (var here = new DirectoryInfo(folder); here is not null; here = here.Parent)
            if (File.Exists(Path.Combine(here.FullName, "ConvoStudio.sln"))) return here.FullName;
        return null;
    }
}
