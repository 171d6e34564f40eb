using System.Buffers;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Baselines;
using ConvoStudio.Engine.Simulation;

namespace ConvoStudio.Application.Imports;

/// <summary>Builds the rows of a playbook from a reading, and fits its first policy: behaviour as logged.</summary>
internal static class PlaybookDraft
{
    public const string BehaviourId = "behaviour";
    public const string LearnerId = "learner";

    /// <summary>Agent turns the clone is fitted on, so that memory and time stay bounded.</summary>
    private const int MostFitTurns = 50_000;

    // The clone is smoothed by its ridge; the floor keeps every eligible action possible.
    private const double Floor = 0.02;

    public static Playbook Build(string key, string name, Guid importId, ImportReading reading, string author, DateTimeOffset at)
    {
        var playbook = Playbook.Create(key, name, PlaybookService.DefaultLocale, PlaybookService.DefaultIdleMinutes, at, author, importId);
        foreach (var act in reading.Acts.GroupBy(a => a.Act, StringComparer.Ordinal))
            AddAct(playbook, act.Key, reading.OutcomeActs.Contains(act.Key), act.Any(a => a.Speaker == Speaker.Agent), act.Any(a => a.Speaker == Speaker.Customer));
        foreach (var fact in reading.Facts)
        {
            var range = reading.Suggestions.First(s => s.Key == fact.Key).Numbers?.Range;
            playbook.AddFact(fact.Key, fact.Type, fact.Usages, fact.Words, range);
        }

        // No utterance: words of customers and their agents do not enter the product.
        foreach (var move in reading.Moves.Moves.Where(m => m.Key != Playbook.FallbackAct))
            playbook.AddAction(move.Key, new ActionWords(move.Acts));
        return playbook;
    }

    /// <summary>Number of the action of each move, by the move's place.</summary>
    public static int[] ActionNumbers(Playbook playbook, MoveExtraction moves)
    {
        var numbers = playbook.Actions.ToDictionary(a => a.Key, a => a.Number, StringComparer.Ordinal);
        return [.. moves.Moves.Select(m => numbers[m.Key])];
    }

    /// <summary>Fits the clone on the agent turns that read as a move and makes it champion; the learner stands beside it.</summary>
    public static PolicyParameters AddPolicies(
        Playbook playbook, ImportReading reading, IReadOnlyList<SampleConversation> sample, DateTimeOffset at, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var replay = new ImportedReplay(ConfigurationComposer.EncoderOf(playbook), reading, ActionNumbers(playbook, reading.Moves));
        List<(EncodedContext, int)> turns = [];
        foreach (var conversation in sample)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (turns.Count >= MostFitTurns)
                break;
            turns.AddRange(replay.Decisions(conversation).Where(d => d.Action is not null).Select(d => (d.Context, d.Action!.Value)));
        }

        var clone = BehaviorCloneFitter.Fit(turns, new BehaviorCloneFitOptions(), cancellationToken, progress);
        var bytes = new ArrayBufferWriter<byte>();
        clone.Save(bytes);
        var parameters = PolicyParameters.Of(bytes.WrittenSpan.ToArray());
        playbook.AddPolicy(PolicyVersion.Create(playbook.Key, BehaviourId, "Behaviour as logged", PolicyKind.BehaviorClone, parameters.Hash, Floor, null, at));
        playbook.AddPolicy(PolicyVersion.Create(playbook.Key, LearnerId, "Learner", PolicyKind.AdaptiveBandit, null, Floor, null, at));
        playbook.SetChampion(BehaviourId);
        return parameters;
    }

    private static void AddAct(Playbook playbook, string key, bool statesOutcome, bool byAgent, bool byCustomer)
    {
        // The fallback's act is there from birth and must stay sayable.
        if (playbook.Acts.FirstOrDefault(a => a.Key == key) is { } known)
            known.Edit(statesOutcome: false, byAgent: true, byCustomer || known.ByCustomer);
        else
            playbook.AddAct(key, statesOutcome, byAgent, byCustomer);
    }
}
