namespace ConvoStudio.Application.Persistence;

/// <summary>Where the studio keeps its files. Everything lies under one folder, so that a backup is one copy.</summary>
public sealed class DataFolder
{
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public DataFolder(string root)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        Root = Path.GetFullPath(root);
        foreach (var folder in new[] { Root, Imports, Rehearsals, Backups })
            Directory.CreateDirectory(folder);
        // Whoever reads the keys can write sign-in cookies.
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Keys);
        else
            Directory.CreateDirectory(Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Root { get; }

    public string StudioDatabase => Path.Combine(Root, "studio.db");

    public string LogDatabase => Path.Combine(Root, "log.db");

    /// <summary>Indices of the logs for lists; made anew from them when missing.</summary>
    public string Views => Path.Combine(Root, "views.db");

    /// <summary>Uploads, as received.</summary>
    public string Imports => Path.Combine(Root, "imports");

    /// <summary>Data protection keys.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>One log file a rehearsal.</summary>
    public string Rehearsals => Path.Combine(Root, "rehearsals");

    /// <summary>Finished backups. Whoever reads one has all that is in the folder.</summary>
    public string Backups => Path.Combine(Root, "backups");
}
