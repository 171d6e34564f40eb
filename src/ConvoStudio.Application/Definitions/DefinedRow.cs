namespace ConvoStudio.Application.Definitions;

/// <summary>A line of a file.</summary>
/// <param name="Line">Counted from 1, the head is 1.</param>
/// <param name="Fields">Only the fields the file has columns for.</param>
public sealed record DefinedRow(int Line, IReadOnlyDictionary<string, string> Fields)
{
    public string Key => Fields.GetValueOrDefault(DefinedFields.Key, "").Trim();

    internal DefinedChange ToChange(DefinedKind kind) => new(kind, Key, Fields, MayAdd: true);
}

/// <summary>What a line would do.</summary>
public enum DefinedRowState
{
    Added,
    Changed,
    Unchanged,
    Refused,
}

/// <summary>What a line would do, field by field, or why it cannot.</summary>
public sealed record DefinedRowResult(int Line, string Key, DefinedRowState State, IReadOnlyList<FieldChange> Changes, IReadOnlyList<string> Reasons);
