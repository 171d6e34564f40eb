using System.Diagnostics;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Log;
using ConvoStudio.Engine.Compliance.Filtering;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Tests.Compliance.Monitors;
using ConvoStudio.Engine.Tests.Compliance.Sentences;

namespace ConvoStudio.Benchmarks;

/// <summary>The rule filter: its time and allocation, a swap of many rules while turns are filtered, and an agent that tries to break every rule.</summary>
internal sealed class RulesBenchmark : IBenchmark
{
    // Of the agent that breaks rules, at full size.
    private const int Conversations = 1_000_000;

    /// <inheritdoc/>
    public string Name => "rules";

    /// <inheritdoc/>
    public async Task RunAsync(BenchmarkOutput output)
    {
        for (var seed = 5; seed < 8; seed++)
            Filter(output, seed);
        foreach (var rules in (int[])[0, 10, 100])
            Turn(output, rules);
        await new RuleSwap(Name, output).RunAsync();
        Shield(output);
    }

    private void Filter(BenchmarkOutput output, int seed)
    {
        var random = new Random(seed);
        var (generator, traces) = (new RuleGenerator(random, TraceGenerator.Vocabulary), new TraceGenerator(random));
        // No require-before among them: random ones wait for each other.
        var set = new RuleSet(
            [.. Enumerable.Range(0, 100).Select(i => generator.Rule($"r{i}", i % RuleGenerator.Kinds == 1 ? 0 : i % RuleGenerator.Kinds) with { Scope = RuleScope.Everywhere, From = null, Until = null })],
            TraceGenerator.Vocabulary);
        RuleAction[] actions = [.. Enumerable.Range(0, 50).Select(i => new RuleAction(i, traces.Move()))];
        var state = set.Open();
        var trace = traces.Trace(8);
        foreach (var e in trace)
            set.Step(state, e);
        var (filter, now) = (new RuleFilter(set, actions, 0), traces.Situation(trace[^1].AtTicks));
        var answer = filter.NewAnswer();
        Measure(output, "filter-100-rules-50-actions", $"seed {seed}", () => filter.Filter(null, state, now, answer));
    }

    /// <summary>What a decision pays for its rules: state at hand, filter, payload.</summary>
    private void Turn(BenchmarkOutput output, int rules)
    {
        var playbook = SamplePlaybook.Ruled(rules);
        var turn = new SentenceTurnRules(playbook, playbook.Rules.Sentences!);
        var row = new ConversationRow(1, Guid.Empty, null, SamplePlaybook.Key, 1, LogSource.Live, "web", null, "Europe/Vienna", null, 1);
        var conversation = new Conversation(row, ProtectedFacts.None);
        var at = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
        conversation.Apply(1, new NewLogEntry(LogKind.Opened, null, at, default), new OpenedPayload(null, null, ""));
        for (var i = 0; i < 6; i++)
            conversation.Apply(i + 2, new NewLogEntry(LogKind.Turn, i, at.AddSeconds(i), default), new TurnPayload((Speaker)(i % 2), ["ask"], null, null, null, null, null, null, false));
        Measure(output, $"turn-{rules}-rules-10-actions", "6 turns", () => turn.Filter(new(conversation, CustomerHistory.None, null, at)));
    }

    private void Shield(BenchmarkOutput output)
    {
        var conversations = BenchmarkSize.Of(Conversations);
        foreach (var shielded in (bool[])[true, false])
        {
            var parts = new (long[] Fired, long[] Broken, long Turns)[Math.Max(1, Environment.ProcessorCount)];
            var share = conversations / parts.Length;
            Parallel.For(0, parts.Length, part => parts[part] = new RuleTrials().Run(part * share, part == parts.Length - 1 ? conversations - (part * share) : share, shielded));
            var (rules, settings) = (new RuleTrials().Rules, $"{conversations} conversations");
            var word = shielded ? "shielded" : "unshielded";
            output.Write(Name, $"{word}-turns", parts.Sum(p => p.Turns), "turns", settings);
            output.Write(Name, $"{word}-breaches", Enumerable.Range(0, rules.Count).Sum(r => parts.Sum(p => p.Broken[r])), "breaches", settings);
            output.Write(Name, $"{word}-least-fired", Enumerable.Range(0, rules.Count).Min(r => parts.Sum(p => p.Fired[r])), "turns", settings);
            output.Write(Name, $"{word}-rules-breached", Enumerable.Range(0, rules.Count).Count(r => parts.Sum(p => p.Broken[r]) > 0), $"of {rules.Count}", settings);
        }
    }

    private void Measure(BenchmarkOutput output, string metric, string settings, Action act)
    {
        for (var i = 0; i < 5000; i++)
            act();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++)
            act();
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 200.0;
        var batches = new double[300];
        for (var batch = 0; batch < batches.Length; batch++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < 200; i++)
                act();
            batches[batch] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / 200;
        }

        Array.Sort(batches);
        output.Write(Name, $"{metric}-median", batches[150], "µs", settings);
        output.Write(Name, $"{metric}-least", batches[0], "µs", settings);
        output.Write(Name, $"{metric}-bytes", bytes, "B", settings);
    }
}
