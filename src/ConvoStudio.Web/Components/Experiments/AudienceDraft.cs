using System.Globalization;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>A condition on who takes part, as it is being typed.</summary>
public sealed class AudienceDraft
{
    /// <summary>Key of a fact, or the channel.</summary>
    public string Fact { get; set; } = AudienceClause.Channel;

    public AudienceTest Test { get; set; }

    /// <summary>Chosen words of a category; true or false of a flag.</summary>
    public List<string> Words { get; set; } = [];

    /// <summary>Channels, parted by commas.</summary>
    public string Text { get; set; } = "";

    public double? Number { get; set; }

    public AudienceClause ToClause() => new(Fact, Test, Test switch
    {
        AudienceTest.IsKnown => [],
        AudienceTest.AtLeast or AudienceTest.AtMost => Number is { } number ? [number.ToString("R", CultureInfo.InvariantCulture)] : [],
        _ => Fact == AudienceClause.Channel ? Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [.. Words],
    });

    public static AudienceDraft Of(AudienceClause clause) => new()
    {
        Fact = clause.Fact,
        Test = clause.Test,
        Words = [.. clause.Values],
        Text = string.Join(", ", clause.Values),
        Number = clause.Values is [var only] && double.TryParse(only, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    /// <summary>Comparisons that make sense for a fact; null stands for the channel.</summary>
    public static IReadOnlyList<AudienceTest> TestsOf(PlaybookFact? fact) => fact?.Type switch
    {
        FactType.Number => [AudienceTest.AtLeast, AudienceTest.AtMost, AudienceTest.IsKnown],
        FactType.Flag => [AudienceTest.IsOneOf, AudienceTest.IsKnown],
        _ => [AudienceTest.IsOneOf, AudienceTest.IsNoneOf, AudienceTest.IsKnown],
    };
}
