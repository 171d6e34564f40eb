using System.Globalization;
using System.IO.Compression;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Tests.Bakeoff;

/// <summary>A classification file as a bandit: contexts in sight, costs hidden until an action is taken.</summary>
internal sealed class CostStream
{
    /// <summary>A set named as another one with this behind it is that one with business costs.</summary>
    private const string BusinessCosts = "cs";

    private readonly EncodedContext[] _contexts;
    private readonly double[][] _costs;
    private readonly int[] _labels;

    private CostStream(string name, EncodedContext[] contexts, int[] labels, double[][] costs) => (Name, _contexts, _labels, _costs) = (name, contexts, labels, costs);

    public string Name { get; }

    public int Count => _contexts.Length;

    public int ActionCount => _costs.Length;

    public int ContextLength => _contexts[0].Length;

    public EncodedContext Context(int row) => _contexts[row];

    /// <summary>Cost of an action less that of the best one: 0 or 1, or a regret.</summary>
    public double Regret(int row, int action) => Cost(row, action) - _costs.Min(costs => costs[_labels[row]]);

    public double Cost(int row, int action) => _costs[action][_labels[row]];

    /// <summary>Fisher and Yates by SplitMix64 with the shuffle's number as its state; 0 for the order of the file.</summary>
    public int[] Order(int shuffle)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        if (shuffle == 0)
            return order;
        var random = new SplitMix64((ulong)shuffle);
        for (var i = order.Length - 1; i >= 1; i--)
        {
            var j = (int)(random.NextUInt64() % (ulong)(i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    /// <summary>Reads <c>name.csv.gz</c>; where there is none, the set it is a cost variant of.</summary>
    /// <exception cref="FileNotFoundException">Neither is there.</exception>
    public static CostStream Load(string folder, string name)
    {
        var file = Path.Combine(folder, name + ".csv.gz");
        if (File.Exists(file))
            return Read(name, file, hasBusinessCosts: false);
        return name.EndsWith(BusinessCosts, StringComparison.Ordinal)
            ? Read(name, Path.Combine(folder, name[..^BusinessCosts.Length] + ".csv.gz"), hasBusinessCosts: true)
            : throw new FileNotFoundException($"There is no file for the set {name}.", file);
    }

    private static CostStream Read(string name, string file, bool hasBusinessCosts)
    {
        var (header, rows) = Lines(file);
        var last = header.Length - 1;
        var labels = rows.Select(row => row[last]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var columns = Enumerable.Range(0, last).SelectMany(column => Slots(rows, column)).ToList();
        var contexts = rows.ConvertAll(row => new EncodedContext(columns.Select(slot => slot(row)).ToArray()));
        var places = rows.ConvertAll(row => labels.IndexOf(row[last]));
        return new(name, [.. contexts], [.. places], hasBusinessCosts ? Business(places, labels.Count) : ZeroOne(labels.Count));
    }

    /// <summary>A number is one slot; anything else one for each word.</summary>
    private static IEnumerable<Func<string[], double>> Slots(List<string[]> rows, int column)
    {
        if (rows.TrueForAll(row => double.TryParse(row[column], CultureInfo.InvariantCulture, out _)))
            return [row => double.Parse(row[column], CultureInfo.InvariantCulture)];
        return rows.Select(row => row[column]).Distinct(StringComparer.Ordinal).Select(word => (Func<string[], double>)(row => row[column] == word ? 1 : 0));
    }

    private static double[][] ZeroOne(int labels) =>
        [.. Enumerable.Range(0, labels).Select(action => Enumerable.Range(0, labels).Select(label => label == action ? 0.0 : 1.0).ToArray())];

    /// <summary>Action 0 calls: free when the customer buys (the rarer label), else 1. Action 1 does not: 0.9.</summary>
    private static double[][] Business(List<int> labels, int count)
    {
        if (count != 2)
            throw new InvalidDataException($"Business costs are for two labels, not {count}.");
        var buys = 2 * labels.Count(label => label == 1) < labels.Count ? 1 : 0;
        return [[buys == 0 ? 0 : 1, buys == 1 ? 0 : 1], [0.9, 0.9]];
    }

    private static (string[] Header, List<string[]> Rows) Lines(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var header = reader.ReadLine()?.Split(',') ?? throw new InvalidDataException($"{file} is empty.");
        var rows = new List<string[]>();
        while (reader.ReadLine() is { Length: > 0 } line)
            rows.Add(line.Split(','));
        return (header, rows);
    }
}
