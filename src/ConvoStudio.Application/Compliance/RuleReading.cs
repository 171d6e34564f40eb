using System.Globalization;
using System.Text;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Compliance.Sentences;

namespace ConvoStudio.Application.Compliance;

/// <summary>A rule as somebody writes it: the sentence, or its document; exactly one of them.</summary>
/// <param name="Sentence">One of the fifteen sentences with its clauses.</param>
/// <param name="Document">The tree as JSON; its key and version are replaced by those of the rule.</param>
public sealed record RuleWriting(string? Sentence = null, string? Document = null);

/// <summary>Something wrong with a written rule.</summary>
/// <param name="Place">Slot ("when.fact"), path in the document, or "sentence".</param>
/// <param name="Position">Character of the sentence, from 1; null when it is not about a character.</param>
/// <param name="Message">What is wrong, or what was expected there.</param>
public sealed record RuleProblem(string Place, int? Position, string Message);

/// <summary>What a written rule is read as.</summary>
/// <param name="Rule">The rule; null when it could not be read.</param>
/// <param name="Sentence">Its canonical sentence, or null.</param>
/// <param name="Document">Its canonical document, or null.</param>
/// <param name="Problems">Empty when the rule may be used.</param>
public sealed record RuleReading(SentenceRule? Rule, string? Sentence, string? Document, IReadOnlyList<RuleProblem> Problems)
{
    /// <summary>Reads and checks a rule against the names of a playbook.</summary>
    public static RuleReading Of(string key, int version, RuleWriting writing, RuleVocabulary vocabulary)
    {
        if (string.IsNullOrWhiteSpace(writing.Sentence) == string.IsNullOrWhiteSpace(writing.Document))
            return new(null, null, null, [new("sentence", null, "Write a sentence, or send a document; one of the two.")]);
        SentenceRule rule;
        try
        {
            rule = writing.Sentence is { Length: > 0 } sentence
                ? RuleText.Parse(key, version, sentence)
                : RuleJson.Read(Encoding.UTF8.GetBytes(writing.Document!)) with { Key = key, Version = version };
        }
        catch (RuleFormatException refused)
        {
            var position = PositionOf(refused.Place);
            return new(null, null, null, [new(position is null ? refused.Place : "sentence", position, refused.Reason)]);
        }

        return new(
            rule, RuleText.Render(rule), RuleDocument.Write(rule),
            [.. RuleSetCheck.Check(rule, vocabulary).Select(e => new RuleProblem(RuleFitness.RestOf(e.Field), null, e.Message))]);
    }

    /// <exception cref="ValidationException">The rule may not be used; errors by place.</exception>
    public SentenceRule Demand()
    {
        if (Problems.Count == 0)
            return Rule!;
        throw new ValidationException(Problems.GroupBy(p => p.Place, StringComparer.Ordinal).ToDictionary(
            g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(Words)], StringComparer.Ordinal));
    }

    /// <summary>A problem in one line.</summary>
    public static string Words(RuleProblem problem) => problem.Position is { } position
        ? string.Create(CultureInfo.InvariantCulture, $"Character {position}: {problem.Message}")
        : problem.Message;

    private static int? PositionOf(string place) =>
        place.StartsWith("character ", StringComparison.Ordinal) && int.TryParse(place.AsSpan("character ".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : null;
}
