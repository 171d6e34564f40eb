using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.Baselines;

namespace ConvoStudio.Engine.Simulation;

/// <summary>How the value of a fact is drawn: exactly one of words, a chance of true, or a median of numbers.</summary>
/// <param name="Words">Weights of the words of a category, above 0.</param>
/// <param name="True">Chance that a flag is set, in [0, 1].</param>
/// <param name="Median">Median of a log-normal number, above 0.</param>
/// <param name="Spread">Standard deviation of the number's logarithm, 0 or more.</param>
/// <param name="Digits">Digits the number is rounded to after the point.</param>
/// <param name="Known">Chance that the fact is known at the opening, in [0, 1].</param>
public sealed record WrittenDraw(
    SortedDictionary<string, double>? Words = null, double? True = null, double? Median = null, double Spread = 0, int Digits = 0, double Known = 1);

/// <summary>Customers of one kind. The segment itself is hidden: an agent sees the facts alone.</summary>
/// <param name="Key">Name of the segment.</param>
/// <param name="Share">Weight of the segment among all, above 0.</param>
/// <param name="Leaning">Log-odds of buying something that fits neither well nor badly, before a word is said.</param>
/// <param name="PriceSensitivity">What one unit of a product's burden takes off the leaning.</param>
/// <param name="Patience">Agent turns the customer bears, on average.</param>
/// <param name="Opening">Weights of the acts the customer opens with; the empty act leaves the first word to the agent.</param>
/// <param name="Needs">Log-odds a product gains by fitting the segment; 0 where absent.</param>
/// <param name="Facts">Draws that differ from the common ones.</param>
public sealed record WrittenSegment(
    string Key, double Share, double Leaning, double PriceSensitivity, double Patience, SortedDictionary<string, double> Opening,
    SortedDictionary<string, double> Needs, SortedDictionary<string, WrittenDraw>? Facts = null);

/// <summary>A product as customers see it.</summary>
/// <param name="Key">Product key.</param>
/// <param name="Burden">How dear it feels, in units of the segments' price sensitivity.</param>
/// <param name="Value">Mean value of a sale, unit of the playbook's money.</param>
public sealed record WrittenProduct(string Key, double Burden, double Value);

/// <summary>When an effect or a reaction applies. What is absent always holds.</summary>
public abstract record WrittenCase
{
    /// <summary>The agent's turn holds one of these acts; absent for every turn, and for an effect: before the first.</summary>
    public IReadOnlyList<string>? Acts { get; init; }

    /// <summary>The turn speaks of this product.</summary>
    public string? Product { get; init; }

    /// <summary>The customer is of one of these segments.</summary>
    public IReadOnlyList<string>? Segments { get; init; }

    /// <summary>The customer's last turn held one of these acts.</summary>
    public IReadOnlyList<string>? After { get; init; }

    /// <summary>The agent has done one of these acts in an earlier turn.</summary>
    public IReadOnlyList<string>? Said { get; init; }

    /// <summary>The agent has done none of these acts in an earlier turn.</summary>
    public IReadOnlyList<string>? Unsaid { get; init; }

    /// <summary>Words and flags among the customer's facts.</summary>
    public IReadOnlyList<ScriptFact>? When { get; init; }
}

/// <summary>What an agent's turn does to a customer; counts once in a conversation.</summary>
public sealed record WrittenEffect : WrittenCase
{
    /// <summary>Added to the log-odds.</summary>
    public double Leaning { get; init; }

    /// <summary>Agent turns more, or fewer, that the customer bears.</summary>
    public double Patience { get; init; }
}

/// <summary>What a customer does after an agent's turn; of all reactions the first that applies.</summary>
public sealed record WrittenReaction : WrittenCase
{
    /// <summary>Weights of the customer's acts; the empty act is silence.</summary>
    public required SortedDictionary<string, double> Answers { get; init; }
}
