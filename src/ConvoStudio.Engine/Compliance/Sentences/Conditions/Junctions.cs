namespace ConvoStudio.Engine.Compliance.Sentences.Conditions;

/// <summary>All hold: false when one is false, else unknown when one is unknown.</summary>
/// <param name="Parts">Two or more.</param>
public sealed record AllOf(ValueList<Condition> Parts) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<string> Facts => Parts.SelectMany(p => p.Facts);

    internal override void Check(RuleCheck check, string place) => check.Parts($"{place}.all", Parts);
}

/// <summary>Any holds: true when one is true, else unknown when one is unknown.</summary>
/// <param name="Parts">Two or more.</param>
public sealed record AnyOf(ValueList<Condition> Parts) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<string> Facts => Parts.SelectMany(p => p.Facts);

    internal override void Check(RuleCheck check, string place) => check.Parts($"{place}.any", Parts);
}

/// <summary>Does not hold; unknown stays unknown.</summary>
/// <param name="Part">What does not hold.</param>
public sealed record NotOf(Condition Part) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<string> Facts => Part.Facts;

    internal override void Check(RuleCheck check, string place) => Part.Check(check, $"{place}.not");
}
