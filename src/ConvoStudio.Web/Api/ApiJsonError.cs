using System.Globalization;
using System.Text.Json;

namespace ConvoStudio.Web.Api;

/// <summary>What the JSON reader says, in the words of the request: the field, and what it must be.</summary>
internal static class ApiJsonError
{
    private static readonly (string Type, string Message)[] Expected =
    [
        ("Speaker", "Must be agent or customer."),
        ("FactType", "Must be number, category or flag."),
        ("Guid", "Must be an id such as 0190a5c1-7f3b-7000-8000-000000000000."),
        ("DateTimeOffset", "Must be a time such as 2026-11-02T09:00:00Z."),
        ("Boolean", "Must be true or false."),
        ("Int32", "Must be a whole number."),
        ("UInt32", "Must be a whole number, 0 or more."),
        ("Double", "Must be a number."),
        ("Dictionary", "Must be an object."),
        ("List", "Must be a list."),
        ("String", "Must be a text."),
    ];

    public static (string Field, string Message) Of(JsonException exception)
    {
        var field = FieldOf(exception.Path);
        if (exception.Message.Contains("could not be mapped", StringComparison.Ordinal))
            return (field, "There is no such field.");
        if (exception.Message.Contains("Duplicate", StringComparison.OrdinalIgnoreCase))
            return (field, "This field comes twice.");
        if (!exception.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
            return ("body", string.Create(CultureInfo.InvariantCulture, $"Not valid JSON at line {(exception.LineNumber ?? 0) + 1}, byte {(exception.BytePositionInLine ?? 0) + 1}."));
        if (field == "body")
            return (field, "Send a JSON object.");
        // The name of the type stands before the path, which is the client's own text and must not be searched.
        var message = exception.Message.Split(" Path: ", 2)[0];
        foreach (var (type, expected) in Expected)
        {
            if (message.Contains(type, StringComparison.Ordinal))
                return (field, expected);
        }

        return (field, "Has a value of another type.");
    }

    private static string FieldOf(string? path) => path is null or "$" or "" ? "body" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path[1..];
}
