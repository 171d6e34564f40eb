using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Verification;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Web.Api;

/// <summary>What the JSON reader says, in the words of the request: the field, and what it must be.</summary>
internal static partial class ApiJsonError
{
    private static readonly Dictionary<Type, string> Expected = new()
    {
        [typeof(Speaker)] = "Must be agent or customer.",
        [typeof(FactType)] = "Must be number, category or flag.",
        [typeof(TraceEventKind)] = "Must be agent, customer, facts, consent or cleared.",
        [typeof(VerificationMode)] = "Must be shielded or raw-policy.",
        [typeof(VerifiedRules)] = "Must be in-force, with-shadow or with-drafts.",
        [typeof(Guid)] = "Must be an id such as 0190a5c1-7f3b-7000-8000-000000000000.",
        [typeof(DateTimeOffset)] = "Must be a time such as 2026-11-02T09:00:00Z.",
        [typeof(bool)] = "Must be true or false.",
        [typeof(int)] = "Must be a whole number.",
        [typeof(uint)] = "Must be a whole number, 0 or more.",
        [typeof(double)] = "Must be a number.",
        [typeof(string)] = "Must be a text.",
    };

    /// <param name="request">Type of the request, to look up what the field should have been.</param>
    public static (string Field, string Message) Of(JsonException exception, JsonTypeInfo request)
    {
        var field = exception.Path is null or "" or "$" ? "body" : exception.Path.TrimStart('$').TrimStart('.');
        if (exception.Message.Contains("could not be mapped", StringComparison.Ordinal))
            return (field, "There is no such field.");
        if (exception.Message.StartsWith("Duplicate", StringComparison.OrdinalIgnoreCase))
            return (field, "A field comes twice.");
        if (!exception.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
            return ("body", string.Create(CultureInfo.InvariantCulture, $"Not valid JSON at line {(exception.LineNumber ?? 0) + 1}, byte {(exception.BytePositionInLine ?? 0) + 1}."));
        return (field, field == "body" ? "Send a JSON object." : ExpectedAt(field, request));
    }

    private static string ExpectedAt(string path, JsonTypeInfo request)
    {
        var at = request;
        foreach (var step in Steps().Matches(path).Select(m => m.Value))
        {
            var next = step[0] == '[' ? at.ElementType : at.Properties.FirstOrDefault(p => p.Name == step)?.PropertyType;
            if (next is null)
                return "Has a value of another type.";
            at = request.Options.GetTypeInfo(Nullable.GetUnderlyingType(next) ?? next);
        }

        return at.Kind switch
        {
            JsonTypeInfoKind.Enumerable => "Must be a list.",
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "Must be an object.",
            _ => Expected.GetValueOrDefault(at.Type, "Has a value of another type."),
        };
    }

    [GeneratedRegex(@"[^.\[\]]+(?!\])|\[\d+\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Steps();
}
