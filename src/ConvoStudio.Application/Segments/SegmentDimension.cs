using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Application.Segments;

/// <summary>What an experiment is cut by: the channel, or a fact that policies may use.</summary>
/// <param name="Key">Key of the fact, or <see cref="Channel"/>.</param>
/// <param name="Type">Of the fact; null for the channel.</param>
/// <param name="Fact">Place in <see cref="ExperimentUnits.Facts"/>; −1 for the channel.</param>
public sealed record SegmentDimension(string Key, FactType? Type, int Fact)
{
    /// <summary>Stands for the channel of the conversation, as in an audience.</summary>
    public const string Channel = AudienceClause.Channel;

    /// <summary>Everything these units can be cut by, the channel first. A fact no longer asked for is offered while a unit still has it.</summary>
    public static IReadOnlyList<SegmentDimension> Of(ExperimentUnits units) =>
    [
        new(Channel, null, -1),
        .. units.Facts.Select((fact, i) => (Fact: fact, Number: i))
            .Where(one => one.Fact.Key != Channel && (!one.Fact.Archived || units.All.Any(unit => unit.Fact(one.Number).IsKnown)))
            .Select(one => new SegmentDimension(one.Fact.Key, one.Fact.Type, one.Number)),
    ];
}
