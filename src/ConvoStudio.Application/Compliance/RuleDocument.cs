using System.Text;
using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Compliance.Sentences;

namespace ConvoStudio.Application.Compliance;

/// <summary>Documents of rules as they are stored: the versioned tree, and the two forms that were before it.</summary>
internal static class RuleDocument
{
    /// <summary>Schema of a row that still holds one of the two earlier forms.</summary>
    public const int EarlierForm = 0;

    public static string Write(SentenceRule rule) => Encoding.UTF8.GetString(RuleJson.Write(rule));

    /// <exception cref="RuleFormatException">Not the document of a rule.</exception>
    public static SentenceRule Read(string document) => RuleJson.Read(Encoding.UTF8.GetBytes(document));

    /// <summary>Reads a rule of the two earlier forms as a sentence that blocks the same moves.</summary>
    /// <exception cref="RuleFormatException">Not such a rule.</exception>
    public static SentenceRule ReadEarlier(string document)
    {
        try
        {
            return ActionRuleSentence.Of(JsonSerializer.Deserialize(document, ConfigurationJson.Default.ActionRule) ?? throw new JsonException("Nothing."));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new RuleFormatException("$", exception.Message);
        }
    }

    public static SentencePart PartOf(SentenceRule rule) => new(rule.Key, rule.Version, Write(rule));

    public static string Hash(string document) => ConfigurationHash.Of(Encoding.UTF8.GetBytes(document));
}
