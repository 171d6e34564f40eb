using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvoStudio.Application.Configurations;

/// <summary>Canonical JSON and its SHA-256. Canonical: source-generated, property order as declared, no white space, enums as numbers, shortest round-trip numbers.</summary>
public static class ConfigurationHash
{
    public static byte[] CanonicalBytes(PlaybookConfiguration configuration) =>
        JsonSerializer.SerializeToUtf8Bytes(configuration, ConfigurationJson.Default.PlaybookConfiguration);

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string OfPart<T>(T part) => Of(JsonSerializer.SerializeToUtf8Bytes(part, typeof(T), ConfigurationJson.Default));

    public static PlaybookConfiguration Read(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, ConfigurationJson.Default.PlaybookConfiguration)
        ?? throw new JsonException("A configuration cannot be null.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlaybookConfiguration))]
[JsonSerializable(typeof(Engine.Compliance.ActionRule))]
[JsonSerializable(typeof(RuleTerms))]
[JsonSerializable(typeof(ExperimentPlan))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
public sealed partial class ConfigurationJson : JsonSerializerContext;
