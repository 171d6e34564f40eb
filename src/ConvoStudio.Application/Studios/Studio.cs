using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Outcomes;
using ConvoStudio.Application.Policies;

namespace ConvoStudio.Application.Studios;

/// <summary>What a studio is made of.</summary>
/// <param name="Time">The clock its entries carry: the system's when live, a virtual one in a rehearsal.</param>
/// <param name="Pace">The real clock, by which frames are made and dated; null when it is the same.</param>
public sealed record StudioParts(IDecisionLog Log, LogSource Source, IProtectedStore Protected, IIdSource Ids, TimeProvider Time, TimeProvider? Pace = null)
{
    /// <summary>Learnt decisions between checkpoints; part of what the log means, so it never changes for a log.</summary>
    internal int CheckpointEvery { get; init; } = PolicyFold.CheckpointEvery;
}

/// <summary>One log and everything that folds it. The live studio is one; a rehearsal is another, in a bottle: same code, own log, own clock.</summary>
public sealed class Studio : IAsyncDisposable
{
    private Studio(StudioParts parts)
    {
        (Log, Source) = (parts.Log, parts.Source);
        Policies = new PolicySnapshotStore();
        Learner = new LearnerWorker(Log, Source, Policies, parts.CheckpointEvery);
        Configurations = new LogConfigurations(Log, parts.Time, Learner.Prepare);
        Store = new ConversationStore(Log, parts.Protected);
        Conversations = new ConversationService(Store, Configurations, Source, parts.Time);
        Shares = new ExperimentShares(Log);
        Decisions = new DecisionService(Store, Configurations, Policies, Shares, parts.Ids, parts.Time);
        Outcomes = new OutcomeService(Store, Conversations);
        Reader = new DecisionReader(Log);
        Replay = new DecisionReplay(Log, parts.Protected, Source, Reader, parts.CheckpointEvery);
        Explainer = new DecisionExplainer(Log, Source, Reader, Configurations, parts.CheckpointEvery);
        Metrics = new MetricsFeed(Log, Source, parts.Pace ?? parts.Time);
        Reallocator = new Reallocator(Log, Source, Configurations, Metrics, Shares, parts.Time);
        Guardrails = new GuardrailWatch(Log, Source, Configurations, Metrics, parts.Time);
        Endings = new ConversationEndings(Log, Source, Conversations, Configurations, parts.Time);
    }

    public IDecisionLog Log { get; }

    public LogSource Source { get; }

    public LogConfigurations Configurations { get; }

    public ConversationStore Store { get; }

    public ConversationService Conversations { get; }

    public DecisionService Decisions { get; }

    /// <summary>Shares of bandit experiments.</summary>
    public ExperimentShares Shares { get; }

    public OutcomeService Outcomes { get; }

    public PolicySnapshotStore Policies { get; }

    public LearnerWorker Learner { get; }

    public Reallocator Reallocator { get; }

    public GuardrailWatch Guardrails { get; }

    public DecisionReader Reader { get; }

    public DecisionReplay Replay { get; }

    public DecisionExplainer Explainer { get; }

    public MetricsFeed Metrics { get; }

    public ConversationEndings Endings { get; }

    /// <summary>Builds the studio and folds its log to the end, so that the first answer uses everything that was learnt.</summary>
    public static async Task<Studio> OpenAsync(StudioParts parts, CancellationToken cancellationToken = default)
    {
        var studio = new Studio(parts);
        await studio.Learner.FoldAllAsync(cancellationToken);
        studio.Metrics.Fold();
        return studio;
    }

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        Configurations.Dispose();
        Reallocator.Dispose();
        Learner.Dispose();
    }
}
