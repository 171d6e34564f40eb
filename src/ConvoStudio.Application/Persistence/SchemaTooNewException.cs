namespace ConvoStudio.Application.Persistence;

/// <summary>The data folder was written by a newer version; opening it could lose data.</summary>
public sealed class SchemaTooNewException(string file, string migration) : Exception(
    $"{file} was written by a newer version of ConvoStudio (it holds the schema step {migration}). Nothing was changed. Start that version, or restore a backup made before it.")
{
    public string Migration { get; } = migration;
}
