using ConvoStudio.Application.Log;
using ConvoStudio.Application.Segments;

namespace ConvoStudio.Web.Components.Conversations;

/// <summary>What the filters of a list offer to choose.</summary>
/// <param name="Arms">Experiments that were ever in force, with their arms.</param>
/// <param name="Actions">Key and name.</param>
public sealed record ConversationChoices(
    IReadOnlyList<string> Channels, IReadOnlyList<(string Experiment, string ExperimentName, string Arm, string ArmName)> Arms, IReadOnlyList<(string Key, string Name)> Actions)
{
    public static ConversationChoices None { get; } = new([], [], []);

    /// <summary>What is chosen of an experiment's segments; null without one that is there.</summary>
    public ChosenSegment? Segment { get; init; }

    public static ConversationChoices Of(StudioView view, string playbook, IReadOnlyList<string> channels)
    {
        var log = view.Studio.Log;
        var arms = new Dictionary<(string, string), (string, string, string, string)>();
        // A stopped experiment leaves the configuration; its conversations stay.
        foreach (var hash in log.ReadUnbound(LogKind.ConfigActivated).Select(LogPayloads.Read<ConfigActivatedPayload>).Where(one => one.Playbook == playbook).Select(one => one.Hash).Reverse().Distinct().Take(20))
        {
            foreach (var experiment in Application.Configurations.LogConfigurations.Load(log, hash, 0).Configuration.Experiments)
                foreach (var arm in experiment.Arms)
                    arms.TryAdd((experiment.Key, arm.Key), (experiment.Key, experiment.Name, arm.Key, arm.Name));
        }

        var actions = view.Studio.Configurations.Find(playbook)?.Configuration.Definition.Actions ?? [];
        return new(channels, [.. arms.Values], [.. actions.Select(action => (action.Key, Readable.Of(action))).OrderBy(action => action.Item2, StringComparer.Ordinal)]);
    }

    public string ArmName(string? experiment, string arm) => Arms.FirstOrDefault(one => one.Experiment == experiment && one.Arm == arm).ArmName ?? arm;
}
