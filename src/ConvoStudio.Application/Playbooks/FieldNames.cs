namespace ConvoStudio.Application.Playbooks;

/// <summary>Names of the engine's fields as requests spell them.</summary>
internal static class FieldNames
{
    public static string Camel(string field) => field.Length == 0 ? field : char.ToLowerInvariant(field[0]) + field[1..];
}
