using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Sentences;

/// <summary>The fifteen sentences before anybody filled their slots: usual numbers, no names.</summary>
public static class RuleStart
{
    private static readonly ActionPattern Unsaid = new([], [], []);
    private static readonly Condition Untold = new FactKnown("");

    /// <summary>Names of the fifteen forms, in the order they are told.</summary>
    public static IReadOnlyList<string> Forms { get; } = [.. RuleForms.All.Select(f => f.Name)];

    /// <summary>The beginning of a rule of a form.</summary>
    /// <exception cref="ArgumentException">There is no such form.</exception>
    public static RuleBody Of(string form) => form switch
    {
        "forbid" => new ForbidRule(Unsaid, null),
        "require-before" => new RequireBeforeRule(Unsaid, [], Speaker.Agent, false, null),
        "say-with" => new SayWithRule([], []),
        "require-after" => new RequireAfterRule([], Speaker.Customer, [], null),
        "at-start" => new AtStartRule(1, []),
        "cap" => new CapRule(3, Unsaid, CapUnit.Conversation, null),
        "stop-after-no" => new StopAfterNoRule(1, [], Unsaid, null, []),
        "quiet-hours" => new QuietHoursRule(Unsaid, new(8, 0), new(20, 0), false, false),
        "consent-gate" => new ConsentGateRule(Unsaid, "", null, null),
        "waiting-time" => new WaitingTimeRule(TimeSpan.FromDays(1), [], Unsaid),
        "ceiling" => new CeilingRule(Unsaid, "", 0, ""),
        "eligibility" => new EligibilityRule([], Unsaid, Untold),
        "hand-over" => new HandOverRule(Untold, Unsaid),
        "do-not-use" => new DoNotUseRule(""),
        "parity" => new ParityRule([], "", 0.1, 0.95, 50),
        _ => throw new ArgumentException($"There is no form {form}.", nameof(form)),
    };
}
