using System.Globalization;
using System.Text;
using System.Text.Json;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Compliance.Sentences;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Compliance;

/// <summary>Many rules at once, as drafts: all of them or none.</summary>
public sealed class RuleImportService(ConfigurationChanges changes, IDbContextFactory<StudioDbContext> contexts, PlaybookService playbooks, TimeProvider time)
{
    public const int MostRules = 10_000;
    public const int LongestText = 16 * 1024 * 1024;
    private const int MostErrors = 100;

    /// <summary>Reads one rule a line: <c>key: sentence</c>, or the document of a rule. Empty lines and lines that begin with # are left out.</summary>
    /// <returns>How many drafts were made.</returns>
    /// <exception cref="ValidationException">Something is wrong; errors by "line 12" (at most the first 100 lines). Nothing was saved.</exception>
    public Task<int> ImportAsync(IActor actor, string playbookKey, string text, CancellationToken cancellationToken = default)
    {
        new FieldErrors().Require(text.Length <= LongestText, "text", $"At most {LongestText} characters.").ThrowIfAny();
        return changes.SaveQuietlyAsync(
            actor, UseCase.EditRules, playbookKey,
            (db, playbook) =>
            {
                var rules = Read(text, Taken(db, playbook.Key), RuleFitness.VocabularyOf(playbook), cancellationToken);
                // Tracking ten thousand rows one by one through the playbook's list would be quadratic; they are added together.
                db.ComplianceRules.AddRange(rules.Select(rule => ComplianceRule.Draft(playbook.Key, rule, actor, time.GetUtcNow())));
                return rules.Count;
            },
            cancellationToken);
    }

    /// <summary>The rules that <see cref="ImportAsync"/> would make drafts of; nothing is saved.</summary>
    /// <inheritdoc cref="ImportAsync" path="/exception"/>
    public async Task<IReadOnlyList<SentenceRule>> PreviewAsync(IActor actor, string playbookKey, string text, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.EditRules);
        new FieldErrors().Require(text.Length <= LongestText, "text", $"At most {LongestText} characters.").ThrowIfAny();
        var vocabulary = RuleFitness.VocabularyOf(await playbooks.GetAsync(actor, playbookKey, cancellationToken));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var taken = Taken(db, playbookKey);
        return await Task.Run(() => Read(text, taken, vocabulary, cancellationToken), cancellationToken);
    }

    private static HashSet<string> Taken(StudioDbContext db, string playbook) =>
        db.ComplianceRules.AsNoTracking().Where(r => r.PlaybookKey == playbook).Select(r => r.Key).Distinct().ToHashSet(StringComparer.Ordinal);

    private static List<SentenceRule> Read(string text, HashSet<string> taken, RuleVocabulary vocabulary, CancellationToken cancellationToken)
    {
        var rules = new List<SentenceRule>();
        var errors = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            cancellationToken.ThrowIfCancellationRequested();
            number++;
            var written = line.Trim();
            if (written.IsEmpty || written[0] == '#')
                continue;
            if (rules.Count == MostRules)
                throw new ValidationException("text", $"More than {MostRules} rules; send them in parts.");
            var problems = ReadLine(written.ToString(), taken, vocabulary, rules);
            if (problems.Count > 0)
                errors[string.Create(CultureInfo.InvariantCulture, $"line {number}")] = problems;
            if (errors.Count == MostErrors)
                break;
        }

        if (errors.Count > 0)
            throw new ValidationException(errors);
        return rules.Count > 0 ? rules : throw new ValidationException("text", "There is no rule in it.");
    }

    private static List<string> ReadLine(string line, HashSet<string> taken, RuleVocabulary vocabulary, List<SentenceRule> rules)
    {
        var (key, writing) = line[0] == '{' ? (KeyOf(line), new RuleWriting(Document: line)) : Split(line);
        if (writing is null)
            return ["Write a key, a colon and a sentence."];
        var errors = new FieldErrors().Key(key, "key");
        if (errors.Any)
            return ["The key: use 1 to 64 lower-case letters, digits, dashes, dots or underscores."];
        if (!taken.Add(key))
            return [$"The key {key} is taken."];
        var reading = RuleReading.Of(key, 1, writing, vocabulary);
        if (reading.Problems.Count > 0)
            return [.. reading.Problems.Select(p => p.Position is null && p.Place != "sentence" ? $"{p.Place}: {p.Message}" : RuleReading.Words(p))];
        rules.Add(reading.Rule!);
        return [];
    }

    private static (string Key, RuleWriting? Writing) Split(string line) => line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        ? (line[..colon].Trim(), new RuleWriting(line[(colon + 1)..].Trim()))
        : ("", null);

    private static string KeyOf(string document)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(document));
            while (reader.Read())
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("key") && reader.Read() && reader.TokenType == JsonTokenType.String)
                    return reader.GetString()!;
        }
        catch (JsonException)
        {
            // The reading of the rule names the place.
            return "document";
        }

        return "";
    }
}
