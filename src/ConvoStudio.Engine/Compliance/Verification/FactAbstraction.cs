using System.Globalization;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Verification;

/// <summary>One value for each way in which comparisons with given operands can come out, so that these few stand for all.</summary>
internal static class FactAbstraction
{
    private const string OtherWord = "(another word)";

    public static IReadOnlyList<FactValue> Values(IEnumerable<FactValue> operands)
    {
        var known = operands.Distinct().ToList();
        var values = known.Where(v => v.Kind != FactValueKind.Number).ToList();
        if (values.Any(v => v.Kind == FactValueKind.Word))
            values.Add(FactValue.Of(OtherWord));
        if (values.Any(v => v.Kind == FactValueKind.Flag))
            values.AddRange(new[] { FactValue.Of(true), FactValue.Of(false) }.Except(values).ToList());
        double[] numbers = [.. known.Where(v => v.Kind == FactValueKind.Number).Select(v => v.Number).Order()];
        for (var i = 0; i < numbers.Length; i++)
        {
            // Each operand, a number below it (above the one before), and one above all.
            var below = i == 0 ? numbers[0] - Math.Max(1, Math.Abs(numbers[0])) : numbers[i - 1] + ((numbers[i] - numbers[i - 1]) / 2);
            if (below < numbers[i])
                values.Add(FactValue.Of(below));
            values.Add(FactValue.Of(numbers[i]));
        }
        if (numbers.Length > 0)
            values.Add(FactValue.Of(numbers[^1] + Math.Max(1, Math.Abs(numbers[^1]))));
        return [.. values.Distinct()];
    }

    public static string Words(FactValue value) => value.Kind switch
    {
        FactValueKind.Number => value.Number.ToString("R", CultureInfo.InvariantCulture),
        FactValueKind.Word => value.Word ?? "",
        _ => value.Number != 0 ? "true" : "false",
    };
}
