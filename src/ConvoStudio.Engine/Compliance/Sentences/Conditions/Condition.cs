using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Sentences.Conditions;

/// <summary>A condition on facts and on what was said: true, false, or unknown (Kleene's three values).</summary>
public abstract record Condition
{
    /// <summary>Keys of the facts it reads, with repetitions.</summary>
    public virtual IEnumerable<string> Facts => [];

    internal abstract void Check(RuleCheck check, string place);
}

/// <summary>A fact compared with a value. Unknown when the fact is unknown, withheld or of another type.</summary>
/// <param name="Fact">Fact key.</param>
/// <param name="Comparison">How; only numbers have an order.</param>
/// <param name="Value">A number, a word or a flag.</param>
public sealed record FactIs(string Fact, FactComparison Comparison, FactValue Value) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<string> Facts => [Fact];

    internal override void Check(RuleCheck check, string place) => check.FactAgainst(place, this);
}

/// <summary>A fact has a value. Never unknown itself; withheld is not known.</summary>
/// <param name="Fact">Fact key.</param>
public sealed record FactKnown(string Fact) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<string> Facts => [Fact];

    internal override void Check(RuleCheck check, string place) => check.Fact($"{place}.known", Fact);
}
