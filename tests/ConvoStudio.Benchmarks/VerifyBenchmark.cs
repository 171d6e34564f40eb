using System.Diagnostics;
using System.Globalization;
using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Compliance.Filtering;
using ConvoStudio.Engine.Compliance.Monitors;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Verification;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Tests.Compliance.Monitors;
using ConvoStudio.Engine.Tests.Compliance.Sentences;
using ConvoStudio.Engine.Tests.Compliance.Verification;

namespace ConvoStudio.Benchmarks;

/// <summary>The verifier: its time, every breach it shows replayed on the reference evaluator, and random walks against what it proved.</summary>
internal sealed class VerifyBenchmark : IBenchmark
{
    // Random walks against every proof, at full size.
    private const int Walks = 1_000_000;

    private const int Pairs = 300;

    private static RuleVocabulary Vocabulary => TraceGenerator.Vocabulary;

    /// <inheritdoc/>
    public string Name => "verify";

    /// <inheritdoc/>
    public Task RunAsync(BenchmarkOutput output)
    {
        // The first verification also compiles the code; it is not the one that counts.
        Subject(1);
        foreach (var (rules, actions, facts) in new[] { (30, 12, 1), (30, 12, 3), (300, 60, 3) })
            Time(output, rules, actions, facts);
        Known(output);
        Check(output);
        return Task.CompletedTask;
    }

    private void Time(BenchmarkOutput output, int rules, int actions, int facts)
    {
        var random = new Random(1);
        var vocabulary = Vocabulary with { Facts = [.. Vocabulary.Facts.Take(facts)] };
        var generator = new RuleGenerator(random, vocabulary);
        SentenceRule[] set = [.. Enumerable.Range(0, rules).Select(i => generator.Rule($"r{i}", i % RuleGenerator.Kinds == 1 ? 0 : i % RuleGenerator.Kinds))];
        var graph = RandomGraph(random, 6, actions);
        foreach (var mode in Enum.GetValues<VerificationMode>())
        {
            var (watch, processor) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
            var report = new RuleVerifier(vocabulary).Verify(set, graph, mode);
            var settings = $"{rules} rules, {actions} actions, 6 stages, {facts} facts, {mode}, 20,000 states a search";
            output.Write(Name, $"verify-{rules}x{actions}-{facts}-facts-{mode}", watch.Elapsed.TotalSeconds, "s", settings);
            output.Write(Name, $"verify-{rules}x{actions}-{facts}-facts-{mode}-processor", (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds, "s", settings);
            output.Write(Name, $"verify-{rules}x{actions}-{facts}-facts-{mode}-states", report.States, report.Complete ? "states" : "states, not all", settings);
        }
    }

    /// <summary>Pairs whose verdict a person found out; each breach must also break the rule on the reference.</summary>
    private void Known(BenchmarkOutput output)
    {
        var (right, told, confirmed) = (0, 0, 0);
        foreach (var known in VerifierFixture.Cases)
        {
            var found = new RuleVerifier(VerifierFixture.Vocabulary).Verify([known.Rule], known.Talk, known.Mode).Rules[0];
            right += (found.Verdict, found.Conversation.Count) == (known.Verdict, known.Turns) ? 1 : 0;
            told += found.Verdict is Verdict.Proved or Verdict.Breached ? 1 : 0;
            confirmed += found.Verdict == Verdict.Breached && Replays(known.Rule, known.Talk, found.Conversation, VerifierFixture.Vocabulary) ? 1 : 0;
        }

        var settings = $"{VerifierFixture.Cases.Count} pairs of rule and graph known by hand";
        var breached = VerifierFixture.Cases.Count(c => c.Verdict == Verdict.Breached);
        output.Write(Name, "fixture-right", right, $"of {VerifierFixture.Cases.Count}", settings);
        output.Write(Name, "fixture-proved-or-breached", told, "pairs", settings);
        output.Write(Name, "fixture-breached-confirmed-by-the-reference", confirmed, $"of {breached}", settings);
    }

    private void Check(BenchmarkOutput output)
    {
        var walks = BenchmarkSize.Of(Walks);
        var subjects = Enumerable.Range(0, Pairs).Select(Subject).ToList();
        var breached = subjects.Where(s => s.Verdict.Verdict == Verdict.Breached).ToList();
        var proved = subjects.Where(s => s.Verdict.Verdict == Verdict.Proved).ToList();
        var settings = $"{Pairs} random pairs of rule and graph";
        output.Write(Name, "breached", breached.Count, "pairs", settings);
        output.Write(Name, "breached-confirmed-by-the-reference", breached.Count(s => Replays(s.Rule, s.Graph, s.Verdict.Conversation, Vocabulary)), "pairs", settings);
        output.Write(Name, "proved", proved.Count, "pairs", settings);
        var broken = 0;
        Parallel.ForEach(proved, subject =>
        {
            var random = new Random(7);
            for (var walk = 0; walk < Math.Max(1, walks / proved.Count); walk++)
                if (Breaks(subject.Rule, subject.Graph, random))
                    Interlocked.Increment(ref broken);
        });
        output.Write(Name, "proved-broken-by-a-walk", broken, "walks", $"{settings}, {walks} walks");
    }

    private static (SentenceRule Rule, TalkGraph Graph, RuleVerdict Verdict) Subject(int seed)
    {
        var random = new Random(seed);
        var rule = new RuleGenerator(random, Vocabulary).Rule("r", seed % RuleGenerator.Kinds) with { From = null, Until = null, Scope = RuleScope.Everywhere };
        var graph = RandomGraph(random, 4, 6);
        return (rule, graph, new RuleVerifier(Vocabulary).Verify([rule], graph, VerificationMode.RawPolicy).Rules[0]);
    }

    /// <summary>The lines as events again; the last one must break the rule.</summary>
    private static bool Replays(SentenceRule rule, TalkGraph graph, IReadOnlyList<string> lines, RuleVocabulary vocabulary)
    {
        // Moves that differ in their numbers alone have the same words: one choice of them must break the rule.
        var moves = graph.Actions.ToLookup(a => Words(a.Move), a => a.Move, StringComparer.Ordinal);
        var agent = lines.Where(l => moves.Contains(l)).Distinct(StringComparer.Ordinal).ToList();
        var choices = agent.Aggregate((IEnumerable<Dictionary<string, RuleMove>>)[[]], (made, words) => made.SelectMany(m => moves[words].Select(move => new Dictionary<string, RuleMove>(m) { [words] = move })));
        return choices.Any(chosen =>
        {
            var past = lines.Take(lines.Count - 1).Select((line, i) => EventOf(line, i, chosen)).ToList();
            return Breaks(rule, new ReferenceEvaluator(rule, vocabulary, past, new RuleSituation(0)).Judge(chosen[lines[^1]]));
        });
    }

    private static TraceEvent EventOf(string line, int sequence, Dictionary<string, RuleMove> moves)
    {
        if (line.StartsWith("Agent: ", StringComparison.Ordinal))
            return new(TraceEventKind.Agent, 0, sequence) { Move = moves[line] };
        if (line == "Cleared by a person")
            return new(TraceEventKind.Cleared, 0, sequence);
        if (line == "Customer: something else")
            return new(TraceEventKind.Customer, 0, sequence) { Move = new([]) };
        if (line.StartsWith("Customer: ", StringComparison.Ordinal))
        {
            var said = line["Customer: ".Length..].TrimEnd(')').Split(" (");
            return new(TraceEventKind.Customer, 0, sequence) { Move = new([said[0]]) { Product = said.Length > 1 ? said[1] : null } };
        }

        var learnt = line.Split(" becomes ");
        return new(TraceEventKind.Facts, 0, sequence) { Facts = new Dictionary<string, FactValue> { [learnt[0]] = ValueOf(learnt[0], learnt[1]) } };
    }

    private static FactValue ValueOf(string fact, string word)
    {
        if (word == "unknown")
            return FactValue.Unknown;
        return Vocabulary.Facts.Single(f => f.Key == fact).Type switch
        {
            FactType.Number when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => FactValue.Of(number),
            // A rule that only asks whether the fact is known is shown with a flag.
            FactType.Number or FactType.Flag => FactValue.Of(word == "true"),
            _ => FactValue.Of(word),
        };
    }

    private static bool Breaks(SentenceRule rule, TalkGraph graph, Random random)
    {
        var (stage, past) = (graph.Start, new List<TraceEvent>());
        for (var turn = 0; turn < 8; turn++)
        {
            var steps = graph.Steps.Where(s => s.From == stage).ToList();
            if (steps.Count == 0)
                return false;
            if (random.Next(2) == 0)
            {
                past.Add(random.Next(3) == 0
                    ? new(TraceEventKind.Facts, 0, turn) { Facts = new Dictionary<string, FactValue> { ["age"] = FactValue.Of(random.Next(9) - 3), ["kind"] = FactValue.Of("a"), ["vip"] = FactValue.Of(true) } }
                    : new(TraceEventKind.Customer, 0, turn) { Move = new([Vocabulary.Acts[random.Next(Vocabulary.Acts.Count)]]) { Product = random.Next(2) == 0 ? "gold" : null } });
                continue;
            }

            var step = steps[random.Next(steps.Count)];
            var move = graph.Actions.Single(a => a.Number == step.Action).Move;
            if (Breaks(rule, new ReferenceEvaluator(rule, Vocabulary, past, new RuleSituation(0)).Judge(move)))
                return true;
            past.Add(new(TraceEventKind.Agent, 0, turn) { Move = move });
            stage = step.To;
        }

        return false;
    }

    private static bool Breaks(SentenceRule rule, RuleAnswer answer) => answer == RuleAnswer.Broken || (answer == RuleAnswer.Unknown && rule.OnUnknown <= UnknownAnswer.HandOver);

    /// <summary>Moves with different words, so that a line names one of them.</summary>
    private static TalkGraph RandomGraph(Random random, int stages, int actions)
    {
        var traces = new TraceGenerator(random);
        var moves = new Dictionary<string, RuleMove>(StringComparer.Ordinal);
        while (moves.Count < actions)
        {
            var move = traces.Move();
            moves.TryAdd(Words(move), move);
        }

        var steps = Enumerable.Range(0, actions * 2).Select(i => new TalkStep($"s{i % stages}", random.Next(actions), $"s{random.Next(stages)}")).ToList();
        return new("s0", steps, [.. moves.Values.Select((m, i) => new RuleAction(i, m))]);
    }

    private static string Words(RuleMove move) => $"Agent: {string.Join(", ", move.Acts)}{(move.Product is null ? "" : $" ({move.Product})")}";
}
