using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Policies;

/// <summary>Imported conversations a learner starts from: rewards regressed on context and move, before its first own decision.</summary>
/// <remarks>Which, is written down when the policy is made, so the start is a function of the log: an import that is undone later was known then and stays learnt.
/// The agents' reasons are not known and no chances are; what they did counts less than a decision of its own.</remarks>
/// <param name="FirstConversation">Number of the first conversation.</param>
/// <param name="LastConversation">Number of the last; live ones in between are passed over.</param>
/// <param name="UpToSequence">Later entries of them are not read.</param>
/// <param name="Conversations">How many there are.</param>
/// <param name="Weight">What a move of theirs counts against a decision, in (0, 1].</param>
public sealed record WarmStart(long FirstConversation, long LastConversation, long UpToSequence, int Conversations, double Weight = WarmStart.UsualWeight)
{
    public const double UsualWeight = 0.25;

    /// <summary>The newest ones are taken; a policy comes into force while somebody waits.</summary>
    public const int MostConversations = 2000;

    /// <summary>What a new learner of the playbook would start from, or null when nothing was imported.</summary>
    public static WarmStart? Find(IDecisionLog log, string playbook)
    {
        var upTo = log.LastSequence;
        var rows = log.ListConversations(playbook, LogSource.Imported, limit: MostConversations);
        return rows.Count == 0 ? null : new WarmStart(rows.Min(r => r.No), rows.Max(r => r.No), upTo, rows.Count);
    }

    /// <summary>Teaches a learner that has learnt nothing.</summary>
    internal void Teach(LinearBanditLearner learner, PlaybookConfiguration configuration, IDecisionLog log)
    {
        var rewards = new RewardCalculator(configuration.Reward);
        var slots = configuration.Encoder.Slots;
        for (var no = FirstConversation; no <= LastConversation; no++)
        {
            if (log.FindConversation(no) is not { Source: LogSource.Imported } row || row.Playbook != configuration.Playbook)
                continue;
            foreach (var (move, reward) in ExperienceReader.ReadImported(log.ReadConversation(no, UpToSequence), rewards))
            {
                // What has become protected since the import has left the layout, and is not learnt from.
                var values = move.Values.Select((value, i) => slots[move.Slots[i]].Source == SlotSource.Retired ? 0 : value);
                learner.Learn(new SparseContext(move.Slots, [.. values]).ToDense(slots.Count), move.Action, reward.Total, Weight);
            }
        }
    }
}
