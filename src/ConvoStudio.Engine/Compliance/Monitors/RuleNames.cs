using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>The vocabulary as numbers. A name it does not have is -1 and fits nothing; a product it does not have is <see cref="OtherProduct"/>.</summary>
internal sealed class RuleNames(RuleVocabulary vocabulary)
{
    private readonly Dictionary<string, int> _acts = Index(vocabulary.Acts);
    private readonly Dictionary<string, int> _products = Index(vocabulary.Products);
    private readonly Dictionary<string, int> _stages = Index(vocabulary.Stages);
    private readonly Dictionary<string, int> _tags = Index(vocabulary.Tags);
    private readonly Dictionary<string, int> _channels = Index(vocabulary.Channels);
    private readonly Dictionary<string, int> _jurisdictions = Index(vocabulary.Jurisdictions);
    private readonly Dictionary<string, int> _segments = Index(vocabulary.Segments);
    private readonly Dictionary<string, int> _numbers = Index(vocabulary.Numbers);
    private readonly Dictionary<string, int> _purposes = Index(vocabulary.Purposes);
    private readonly Dictionary<string, int> _facts = Index([.. vocabulary.Facts.Select(f => f.Key)]);

    public RuleVocabulary Vocabulary => vocabulary;

    public int ActCount => vocabulary.Acts.Count;

    /// <summary>No product (0), the known ones from 1, and all others together.</summary>
    public int ProductCount => vocabulary.Products.Count + 2;

    public int OtherProduct => vocabulary.Products.Count + 1;

    public int ChannelCount => vocabulary.Channels.Count;

    public int FactCount => vocabulary.Facts.Count;

    public int Act(string name) => _acts.GetValueOrDefault(name, -1);

    public int Product(string? name) => name is null ? 0 : _products.TryGetValue(name, out var index) ? index + 1 : OtherProduct;

    public int Stage(string? name) => Find(_stages, name);

    public int Tag(string name) => Find(_tags, name);

    public int Channel(string? name) => Find(_channels, name);

    public int Jurisdiction(string? name) => Find(_jurisdictions, name);

    public int Segment(string? name) => Find(_segments, name);

    public int Number(string name) => Find(_numbers, name);

    public int Purpose(string? name) => Find(_purposes, name);

    public int Fact(string name) => Find(_facts, name);

    public bool PolicyReads(string fact) => vocabulary.Facts.Any(f => f.Key == fact && f.Usages.HasFlag(FactUsages.Policy));

    /// <summary>A set as a table to look into; null for an empty list, which does not restrict.</summary>
    public static bool[]? Table(ValueList<string> names, int size, Func<string, int> index)
    {
        if (names.Count == 0)
            return null;
        var table = new bool[size];
        foreach (var name in names)
            table[index(name)] = true;
        return table;
    }

    public bool[] ActTable(ValueList<string> acts) => Table(acts, ActCount, Act) ?? new bool[ActCount];

    private static int Find(Dictionary<string, int> index, string? name) => name is not null && index.TryGetValue(name, out var found) ? found : -1;

    private static Dictionary<string, int> Index(ValueList<string> names)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in names)
            index.TryAdd(name, index.Count);
        return index;
    }
}
