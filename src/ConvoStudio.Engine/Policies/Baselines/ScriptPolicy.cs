using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Policies.Baselines;

/// <summary>A talk track as a policy, the deterministic baseline: the first line that holds and whose action is eligible gets everything above the floor.</summary>
/// <remarks>No line holds: the fallback, and without an eligible one every action alike. Scores and widths are 0. Acts and facts are looked up in the
/// encoder's layout once; what the layout does not hold reads as 0. Allocates nothing for a decision.</remarks>
public sealed class ScriptPolicy : IPolicySnapshot
{
    // Slots of words, flags and acts hold 0 or 1.
    private const double Half = 0.5;

    private readonly Line[] _lines;
    private readonly int? _fallback;
    private readonly double _floor;

    /// <summary>Looks up every act and fact of a script in a layout.</summary>
    /// <param name="script">The script.</param>
    /// <param name="schema">The layout of the contexts it will see, or the beginning of it.</param>
    /// <param name="floor">Total uniform mass in [0, 1]; above 0 no eligible action has probability 0.</param>
    /// <exception cref="ArgumentException">The script is not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The floor is outside [0, 1].</exception>
    public ScriptPolicy(TalkScript script, EncoderSchema schema, double floor)
    {
        if (script.Problem() is { } problem)
            throw new ArgumentException(problem, nameof(script));
        _floor = PolicyArguments.RequireFloor(floor);
        _fallback = script.Fallback;
        var slots = new Dictionary<(SlotSource, string, string), int>();
        for (var i = 0; i < schema.Length; i++)
            if (schema.Slots[i] is { Source: not SlotSource.Retired } slot)
                slots[(slot.Source, slot.Key, slot.Word)] = i;
        _lines = [.. script.Lines.Select(line => Line.Of(line, slots))];
    }

    /// <inheritdoc/>
    public void Probabilities(in EncodedContext context, ReadOnlySpan<int> eligible, Span<ulong> weights, Span<double> scores, Span<double> widths)
    {
        PolicyArguments.Require(eligible, weights.Length, scores.Length, widths.Length);
        scores.Clear();
        widths.Clear();
        var place = PlaceOf(context.Span, eligible, out _);
        if (place < 0)
        {
            UniformPolicy.FillUniform(weights);
            return;
        }
        var probabilities = PolicyScratch.For(0, eligible.Length).Probabilities.AsSpan(0, eligible.Length);
        probabilities.Fill(_floor / eligible.Length);
        probabilities[place] += 1 - _floor;
        WeightRounding.Round(probabilities, _floor, weights);
    }

    /// <summary>The 0-based line that speaks in a context; null when none does.</summary>
    public int? LineOf(in EncodedContext context, ReadOnlySpan<int> eligible)
    {
        PlaceOf(context.Span, eligible, out var line);
        return line < 0 ? null : line;
    }

    private int PlaceOf(ReadOnlySpan<double> values, ReadOnlySpan<int> eligible, out int line)
    {
        for (line = 0; line < _lines.Length; line++)
        {
            if (!_lines[line].Holds(values))
                continue;
            var place = eligible.BinarySearch(_lines[line].Action);
            if (place >= 0)
                return place;
        }
        line = -1;
        return _fallback is { } fallback ? eligible.BinarySearch(fallback) : -1;
    }

    /// <summary>A line with slot numbers for words; −1 stands for what the layout does not hold.</summary>
    private readonly record struct Line(int Action, int[] After, int[] Following, int Count, double Enough, (int Known, int Slot, bool Is)[] When)
    {
        public static Line Of(ScriptLine line, Dictionary<(SlotSource, string, string), int> slots) => new(
            line.Action,
            Acts(line.After, SlotSource.LastCustomerAct, slots), Acts(line.Following, SlotSource.LastAgentAct, slots),
            line.Act is null ? -1 : slots.GetValueOrDefault((SlotSource.AgentActCount, line.Act, ""), -1),
            // Counts are logarithms, whose last bits differ between machines; whole numbers lie far apart.
            Math.Log(1.0 + line.Most) - 1e-6,
            [.. (line.When ?? []).Select(f => (
                slots.GetValueOrDefault((SlotSource.FactKnown, f.Fact, ""), -1),
                f.Word is null ? slots.GetValueOrDefault((SlotSource.FactFlag, f.Fact, ""), -1) : slots.GetValueOrDefault((SlotSource.FactWord, f.Fact, f.Word), -1), f.Is))]);

        public bool Holds(ReadOnlySpan<double> values)
        {
            if (At(values, Count) >= Enough || !Any(values, After) || !Any(values, Following))
                return false;
            foreach (var (known, slot, isSet) in When)
                if (At(values, known) < Half || (At(values, slot) > Half) != isSet)
                    return false;
            return true;
        }

        private static int[] Acts(IReadOnlyList<string>? acts, SlotSource source, Dictionary<(SlotSource, string, string), int> slots) =>
            [.. (acts ?? []).Select(a => slots.GetValueOrDefault((source, a, ""), -1))];

        private static bool Any(ReadOnlySpan<double> values, int[] slots)
        {
            foreach (var slot in slots)
                if (At(values, slot) > Half)
                    return true;
            return slots.Length == 0;
        }

        private static double At(ReadOnlySpan<double> values, int slot) => (uint)slot < (uint)values.Length ? values[slot] : 0;
    }
}
