namespace ConvoStudio.Application.Definitions;

/// <summary>A product, action or fact with every field as text: one shape for lists, files, histories and conflicts.</summary>
/// <param name="Version">To be sent with a change.</param>
/// <param name="Fields">Text by field name, every field of <see cref="DefinedFields.Of"/> present; "" for nothing.</param>
public sealed record DefinedThing(DefinedKind Kind, string Key, int Version, bool Archived, IReadOnlyDictionary<string, string> Fields)
{
    public string this[string field] => Fields.GetValueOrDefault(field, "");
}

/// <summary>A field in which two versions of a thing differ.</summary>
public sealed record FieldChange(string Field, string Before, string After);
