namespace ConvoStudio.Application.Imports;

/// <summary>Where an import stands.</summary>
public enum ImportState
{
    /// <summary>Lines are being read, or wait to be.</summary>
    Reading,

    /// <summary>All lines are read and summed up.</summary>
    Done,

    /// <summary>It could not be read; what was staged is gone.</summary>
    Failed,

    /// <summary>Cancelled or discarded; what it staged is gone.</summary>
    Discarded,

    /// <summary>A CSV file that waits until somebody has said what its columns hold.</summary>
    Mapping,

    /// <summary>It was kept and then undone: its conversations no longer count anywhere.</summary>
    Undone,
}
