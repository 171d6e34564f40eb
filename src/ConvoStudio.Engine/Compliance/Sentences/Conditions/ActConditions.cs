using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Sentences.Conditions;

/// <summary>An act was said in this conversation, in an earlier turn.</summary>
/// <param name="By">Who said it.</param>
/// <param name="Act">The act.</param>
public sealed record OnceSaid(Speaker By, string Act) : Condition
{
    internal override void Check(RuleCheck check, string place) => check.Act($"{place}.once", Act);
}

/// <summary>An act was not said in this conversation so far.</summary>
/// <param name="By">Who would have said it.</param>
/// <param name="Act">The act.</param>
public sealed record NotYetSaid(Speaker By, string Act) : Condition
{
    internal override void Check(RuleCheck check, string place) => check.Act($"{place}.notYet", Act);
}

/// <summary>The part of the conversation in which acts are counted.</summary>
/// <param name="Turns">The last so many turns of both speakers, or null.</param>
/// <param name="Time">The last so much time before now, or null; both null for the whole conversation.</param>
public readonly record struct CountWindow(int? Turns, TimeSpan? Time);

/// <summary>How often an act was said, compared with a number.</summary>
/// <param name="By">Who said it.</param>
/// <param name="Act">The act; each occurrence counts.</param>
/// <param name="Comparison">How.</param>
/// <param name="Count">0 to <see cref="RuleLimits.MostCount"/>.</param>
/// <param name="Window">Where it is counted.</param>
public sealed record SaidCount(Speaker By, string Act, FactComparison Comparison, int Count, CountWindow Window) : Condition
{
    internal override void Check(RuleCheck check, string place)
    {
        check.Act($"{place}.count", Act);
        check.Between($"{place}.value", Count, 0, RuleLimits.MostCount);
        if (Window.Turns is { } turns)
            check.Between($"{place}.lastTurns", turns, 1, RuleLimits.MostCount);
        if (Window.Time is { } time)
            check.Duration($"{place}.lastSeconds", time);
    }
}
