using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Policies;
using ConvoStudio.Engine.Policies.Exploration;

namespace ConvoStudio.Web.Components.Policies;

/// <summary>A learner as it is being chosen; percentages as people type them.</summary>
public sealed class LearnerDraft
{
    public PolicyKind Kind { get; set; } = NewLearner.Kinds[0];

    public ExplorationKind Exploration { get; set; }

    /// <summary>Null for the usual one.</summary>
    public double? Strength { get; set; }

    public double? FloorPercent { get; set; } = 100 * NewLearner.UsualFloor;

    /// <summary>Null when nobody knows.</summary>
    public double? ConversionPercent { get; set; }

    /// <summary>Whether a learner that reads the conversation starts from imported ones.</summary>
    public bool StartsFromImported { get; set; }

    public NewLearner ToLearner(string id, string name) => new(
        id, name, Kind, FloorPercent / 100 ?? double.NaN,
        Kind == PolicyKind.LinearBandit ? Exploration : null, Kind == PolicyKind.LinearBandit ? Strength : null, ConversionPercent / 100,
        Kind == PolicyKind.LinearBandit && StartsFromImported);
}
