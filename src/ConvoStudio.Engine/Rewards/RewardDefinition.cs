namespace ConvoStudio.Engine.Rewards;

/// <summary>How outcomes become the reward of a decision: r = engagementWeight · e + conversionWeight · c + valueWeight · min(v, valueCap) / valueCap.
/// The components stay apart in the log, so an old log can be read under new weights.</summary>
/// <param name="EngagementWeight">Weight of the turn's own engagement e in [0, 1]; 0 or more.</param>
/// <param name="ConversionWeight">Weight of the conversation's conversion c (0 or 1), credited to each of its decisions; 0 or more.</param>
/// <param name="ValueWeight">Weight of the conversation's value v in [0, cap], credited to each of its decisions; 0 or more.</param>
/// <param name="ValueCap">Value at which the component is full; more than 0. Winsorises rare large values.</param>
/// <param name="AttributionDays">Days after the close in which outcomes still count; 0 to 365.</param>
public sealed record RewardDefinition(
    double EngagementWeight = 0.2, double ConversionWeight = 0.8, double ValueWeight = 0, double ValueCap = 1, int AttributionDays = 7)
{
    /// <summary>The composite of one decision's components.</summary>
    /// <param name="engagement">e in [0, 1].</param>
    /// <param name="conversion">c, 0 or 1.</param>
    /// <param name="value">v, uncapped; below 0 counts as 0.</param>
    public double Compose(double engagement, double conversion, double value) =>
        (EngagementWeight * engagement) + (ConversionWeight * conversion) + (ValueWeight * (Math.Clamp(value, 0, ValueCap) / ValueCap));

    /// <summary>Everything that is wrong with the definition; empty when it may be used.</summary>
    public IReadOnlyList<FieldError> Validate()
    {
        var errors = new List<FieldError>();
        foreach (var (field, weight) in (ReadOnlySpan<(string, double)>)
            [(nameof(EngagementWeight), EngagementWeight), (nameof(ConversionWeight), ConversionWeight), (nameof(ValueWeight), ValueWeight)])
        {
            if (!double.IsFinite(weight) || weight < 0)
                errors.Add(new(field, "A weight must be a number, 0 or more."));
        }
        if (errors.Count == 0 && EngagementWeight + ConversionWeight + ValueWeight is not (> 0 and < double.PositiveInfinity))
            errors.Add(new(nameof(ConversionWeight), "At least one weight must be above 0."));
        if (!double.IsFinite(ValueCap) || ValueCap <= 0)
            errors.Add(new(nameof(ValueCap), "The value cap must be a number above 0."));
        if (AttributionDays is < 0 or > 365)
            errors.Add(new(nameof(AttributionDays), "The attribution window must be 0 to 365 days."));
        return errors;
    }
}
