using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvoStudio.Application.Simulations;

/// <summary>How a rehearsal is played; what it is stands in its row.</summary>
/// <param name="PerSecond">Conversations a second at most; null for as fast as they can be played.</param>
internal sealed record RehearsalInput(int? PerSecond)
{
    public string Write() => JsonSerializer.Serialize(this, RehearsalJson.Default.RehearsalInput);

    /// <remarks>Before there was a pace, a job held the id alone; one that an update cut off is still taken up again.</remarks>
    public static RehearsalInput Read(string input)
    {
        using var json = JsonDocument.Parse(input);
        return json.RootElement.ValueKind == JsonValueKind.Object ? json.Deserialize(RehearsalJson.Default.RehearsalInput)! : new RehearsalInput(PerSecond: null);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RehearsalInput))]
internal sealed partial class RehearsalJson : JsonSerializerContext;
