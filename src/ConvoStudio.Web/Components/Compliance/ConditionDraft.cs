using System.Globalization;
using ConvoStudio.Engine.Compliance;
using ConvoStudio.Engine.Compliance.Sentences;
using ConvoStudio.Engine.Compliance.Sentences.Conditions;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Web.Components.Compliance;

/// <summary>A condition while its parts are chosen.</summary>
internal sealed class ConditionDraft
{
    public const string Compared = "fact";
    public const string Known = "known";
    public const string Said = "said";
    public const string NotSaid = "not-said";
    public const string Count = "count";
    private const string Turns = "turns";
    private const string Minutes = "minutes";
    private const string Days = "days";

    public static readonly IReadOnlyList<string> Kinds = [Compared, Known, Said, NotSaid, Count];
    public static readonly IReadOnlyList<string> Windows = ["conversation", Turns, Minutes, Days];

    public string Kind { get; set; } = Compared;

    public string Fact { get; set; } = "";

    public Speaker By { get; set; } = Speaker.Customer;

    public string Act { get; set; } = "";

    public FactComparison Comparison { get; set; }

    public string Value { get; set; } = "";

    public string Window { get; set; } = Windows[0];

    public string Size { get; set; } = "5";

    public bool AboutFact => Kind is Compared or Known;

    public bool Compares => Kind is Compared or Count;

    public static ConditionDraft Of(Condition? condition) => condition switch
    {
        FactIs fact => new() { Fact = fact.Fact, Comparison = fact.Comparison, Value = Text(fact.Value) },
        // A rule that nobody filled yet begins with an unnamed fact that is known.
        FactKnown { Fact: "" } or null => new(),
        FactKnown known => new() { Kind = Known, Fact = known.Fact },
        OnceSaid once => new() { Kind = Said, By = once.By, Act = once.Act },
        NotYetSaid notYet => new() { Kind = NotSaid, By = notYet.By, Act = notYet.Act },
        SaidCount count => Counted(count),
        _ => new(),
    };

    public void ChooseFact(string fact) => (Fact, Value, Comparison) = (fact, "", FactComparison.Equal);

    public IReadOnlyList<FactComparison> Comparisons(RuleVocabulary vocabulary) =>
        Kind == Count || Chosen(vocabulary) is null or { Type: FactType.Number } ? Enum.GetValues<FactComparison>() : [FactComparison.Equal, FactComparison.NotEqual];

    /// <summary>What the value may be, where it is one of a few.</summary>
    public IReadOnlyList<string> Words(RuleVocabulary vocabulary) => Kind == Compared && Chosen(vocabulary) is { } fact
        ? fact.Type switch { FactType.Category => fact.Words, FactType.Flag => ["true", "false"], _ => [] }
        : [];

    public bool IsFlag(RuleVocabulary vocabulary) => Chosen(vocabulary)?.Type == FactType.Flag;

    /// <summary>The condition, or null while a part is missing.</summary>
    public Condition? Read(RuleVocabulary vocabulary) => Kind switch
    {
        Compared => Chosen(vocabulary) is { } fact && ValueOf(fact) is { } value ? new FactIs(fact.Key, Comparison, value) : null,
        Known => Chosen(vocabulary) is { } fact ? new FactKnown(fact.Key) : null,
        Said => Act.Length > 0 ? new OnceSaid(By, Act) : null,
        NotSaid => Act.Length > 0 ? new NotYetSaid(By, Act) : null,
        _ => Act.Length > 0 && Whole(Value) is { } count && WindowOf() is { } window ? new SaidCount(By, Act, Comparison, count, window) : null,
    };

    private static ConditionDraft Counted(SaidCount count)
    {
        var draft = new ConditionDraft { Kind = Count, By = count.By, Act = count.Act, Comparison = count.Comparison, Value = Text(count.Count) };
        if (count.Window.Turns is { } turns) (draft.Window, draft.Size) = (Turns, Text(turns));
        if (count.Window.Time is { } time) (draft.Window, draft.Size) = time.Ticks % TimeSpan.TicksPerDay == 0 ? (Days, Text(time.TotalDays)) : (Minutes, Text(time.TotalMinutes));
        return draft;
    }

    private FactDefinition? Chosen(RuleVocabulary vocabulary) => vocabulary.Facts.FirstOrDefault(fact => fact.Key == Fact);

    private FactValue? ValueOf(FactDefinition fact) => fact.Type switch
    {
        FactType.Number => double.TryParse(Value.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? FactValue.Of(number) : null,
        FactType.Flag => Value is "true" or "false" ? FactValue.Of(Value == "true") : null,
        _ => Value.Length > 0 ? FactValue.Of(Value) : null,
    };

    private CountWindow? WindowOf() => (Window, Whole(Size)) switch
    {
        (Turns, { } turns) => new(turns, null),
        (Minutes, { } minutes) => new(null, TimeSpan.FromMinutes(minutes)),
        (Days, { } days) => new(null, TimeSpan.FromDays(days)),
        (Turns or Minutes or Days, null) => null,
        _ => default(CountWindow),
    };

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : null;

    private static string Text(FactValue value) => value.Kind switch
    {
        FactValueKind.Number => Text(value.Number),
        FactValueKind.Flag => value.Number != 0 ? "true" : "false",
        _ => value.Word ?? "",
    };

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
