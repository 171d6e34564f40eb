using System.Text.Encodings.Web;
using System.Text.Json;

namespace ConvoStudio.Web.Components.Audits;

/// <summary>Stored fields, one a line.</summary>
internal static class AuditJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Pretty(string? json)
    {
        if (json is null) return "–";
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, Indented);
    }
}
