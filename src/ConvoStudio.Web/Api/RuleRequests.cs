using System.Text.Json;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Verification;

namespace ConvoStudio.Web.Api;

/// <summary>A rule to be: its sentence or its document.</summary>
/// <param name="Document">The tree; its key and version are set by the studio.</param>
internal sealed record AddRuleRequest(string? Key, string? Sentence, JsonElement? Document = null)
{
    public RuleWriting Writing => RuleWritings.Of(Sentence, Document);
}

/// <summary>What a rule is to say.</summary>
/// <param name="Version">Revision the edit was made on.</param>
internal sealed record EditRuleRequest(string? Sentence, JsonElement? Document, int? Version)
{
    public RuleWriting Writing => RuleWritings.Of(Sentence, Document);
}

/// <summary>A step of a rule.</summary>
/// <param name="Version">Revision that was seen.</param>
/// <param name="Note">Why, at most 1,000 characters.</param>
internal sealed record RuleStepRequest(int? Version, string? Note = null);

/// <summary>A rule that is only looked at.</summary>
internal sealed record CheckRuleRequest(string? Sentence, JsonElement? Document = null)
{
    public RuleWriting Writing => RuleWritings.Of(Sentence, Document);
}

/// <summary>A rule held against the last decisions.</summary>
/// <param name="Last">How many decisions; 1,000 where it is left out.</param>
internal sealed record PreviewRuleRequest(string? Sentence, JsonElement? Document = null, int? Last = null)
{
    public RuleWriting Writing => RuleWritings.Of(Sentence, Document);
}

/// <summary>A verification to start.</summary>
/// <param name="Mode">shielded or raw-policy.</param>
/// <param name="Rules">in-force, with-shadow or with-drafts.</param>
/// <param name="MostStates">Limit of states for each search.</param>
internal sealed record VerifyRulesRequest(VerificationMode? Mode, VerifiedRules? Rules, int? MostStates);

/// <summary>A trace to be judged, by the rules in force or by one rule.</summary>
internal sealed record JudgeTraceRequest(
    IReadOnlyList<TraceEventRequest?>? Events, string? Channel = null, string? Jurisdiction = null, string? Segment = null, string? TimeZone = null,
    string? Sentence = null, JsonElement? Document = null)
{
    public RuleWriting? Writing => Sentence is null && Document is null ? null : RuleWritings.Of(Sentence, Document);
}

/// <summary>An event of a trace.</summary>
/// <param name="Kind">agent, customer, facts, consent or cleared.</param>
/// <param name="Facts">By key: a number, a word, true or false, null when not known, or {"withheld": true}.</param>
/// <param name="Earlier">It belongs to another conversation of the customer.</param>
internal sealed record TraceEventRequest(
    TraceEventKind? Kind, DateTimeOffset? At, IReadOnlyList<string>? Acts, string? Product, IReadOnlyDictionary<string, JsonElement>? Facts, string? Purpose, string? Channel,
    bool? Granted, bool? Earlier);

internal static class RuleWritings
{
    public static RuleWriting Of(string? sentence, JsonElement? document) =>
        new(sentence, document is { ValueKind: not JsonValueKind.Null } tree ? tree.GetRawText() : null);
}
