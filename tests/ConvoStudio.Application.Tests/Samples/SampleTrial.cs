using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Samples;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Baselines;
using ConvoStudio.Engine.Policies.LeastSquares;
using ConvoStudio.Engine.Rewards;

namespace ConvoStudio.Application.Tests.Samples;

/// <summary>A policy of a sample before the sample's customers, without log or clock: what it sells when the truth is known.</summary>
internal sealed class SampleTrial
{
    private const int MostTurns = 40;
    private readonly SampleDefinition _sample;
    private readonly CompiledConfiguration _compiled;
    private readonly PlaybookConfiguration _configuration;
    private readonly TalkScript _script;

    public SampleTrial(SampleDefinition sample)
    {
        _sample = sample;
        var playbook = SampleBuilder.Build(sample, sample.Key, sample.Name, "trial", DateTimeOffset.UnixEpoch).Playbook;
        _script = SampleBuilder.ScriptOf(sample, playbook);
        _configuration = ConfigurationComposer.Compose(playbook);
        _compiled = CompiledConfiguration.Of(ActiveConfiguration.From(_configuration, 1));
    }

    public PlaybookConfiguration Configuration => _configuration;

    /// <summary>Times each action was drawn, and the facts and acts of the talks: what a test asks after.</summary>
    public SortedDictionary<string, int> Drawn { get; } = new(StringComparer.Ordinal);

    /// <summary>Share of the last third of the customers who bought.</summary>
    /// <param name="policy">script, uniform, linear or adaptive.</param>
    public double Play(string policy, int customers, int seed)
    {
        ILearner? learner = policy switch
        {
            "linear" => new LinearBanditLearner(_configuration.Encoder.Length, new LinearBanditSettings()),
            "adaptive" => new AdaptiveBanditLearner(_configuration.Encoder.Length, AdaptiveBanditSettings.Default),
            _ => null,
        };
        var standing = policy == "script" ? new ScriptPolicy(_script, _configuration.Encoder, 0.02) : (IPolicySnapshot)new UniformPolicy();
        var draws = new SplitMix64((ulong)seed + 1);
        var (sold, from) = (0, customers * 2 / 3);
        for (var i = 0; i < customers; i++)
        {
            var bought = Talk(learner?.Snapshot() ?? standing, learner, new Random(HashCode(seed, i)), ref draws);
            if (i >= from && bought)
                sold++;
        }

        return sold / (double)(customers - from);
    }

    private bool Talk(IPolicySnapshot policy, ILearner? learner, Random random, ref SplitMix64 draws)
    {
        var customer = _sample.Customers.Start(random);
        var reading = customer.Facts.ToLookup(f => _configuration.Definition.Facts.First(d => d.Key == f.Key).Usages.HasFlag(FactUsages.Policy));
        var state = ConversationState.Empty.WithFacts(reading[true].ToDictionary());
        var conversation = new Conversation(Row, new ProtectedFacts([new(At(0), reading[false].ToDictionary())]));
        conversation.Apply(0, new NewLogEntry(LogKind.Opened, null, At(0), default), new OpenedPayload(reading[true].ToDictionary(), null, ""));
        List<ConversationTurn> turns = [];
        List<(EncodedContext Context, int Action, DecisionMark Mark)> decisions = [];
        var sequence = 0;
        void Say(Speaker speaker, IReadOnlyList<string> acts, double? mood)
        {
            turns.Add(new(turns.Count, speaker, acts, ++sequence, sequence, Sentiment: mood));
            state = state.Append(turns[^1]);
            conversation.Apply(sequence, new NewLogEntry(LogKind.Turn, turns.Count - 1, At(sequence), default), new TurnPayload(speaker, acts, null, mood, null, null, null, null, false));
        }

        if (customer.Opening is { } opening)
            Say(Speaker.Customer, opening.Acts, opening.Sentiment);
        while (!customer.Ended && decisions.Count < MostTurns)
        {
            var context = _compiled.Encoder.Encode(state);
            var filtered = _compiled.Rules.Filter(new(conversation, CustomerHistory.None, null, At(sequence)));
            var weights = new ulong[filtered.Eligible.Length];
            policy.Probabilities(context, filtered.Eligible, weights, new double[weights.Length], new double[weights.Length]);
            var action = _compiled.Action(filtered.Eligible[Application.Decisions.Draw.Pick(weights, draws.NextUInt32())]);
            Drawn[action.Key] = Drawn.GetValueOrDefault(action.Key) + 1;
            decisions.Add((context, action.Number, new(new Guid(++sequence, 0, 0, new byte[8]), sequence, sequence)));
            Say(Speaker.Agent, action.Acts, null);
            var response = customer.Respond(action.Acts, action.Product);
            if (response.Answered)
                Say(Speaker.Customer, response.Acts, response.Sentiment);
        }

        var outcome = customer.Finish();
        if (learner is not null)
        {
            var rewards = new RewardCalculator(_configuration.Reward).Calculate(
                turns, [.. decisions.Select(d => d.Mark)], [new OutcomeMetric(OutcomeMetric.Converted, outcome.Converted ? 1 : 0, ++sequence)]);
            for (var i = 0; i < decisions.Count; i++)
                learner.Learn(decisions[i].Context, decisions[i].Action, rewards[i].Total);
        }

        return outcome.Converted;
    }

    private static ConversationRow Row { get; } = new(1, Guid.Empty, null, "sample", 1, LogSource.Simulated, "web", null, null, null, 1);

    private static DateTimeOffset At(long sequence) => DateTimeOffset.UnixEpoch.AddSeconds(sequence);

    private static int HashCode(int seed, int number) => (int)new SplitMix64(((ulong)(uint)seed << 32) | (uint)number).NextUInt32();
}
