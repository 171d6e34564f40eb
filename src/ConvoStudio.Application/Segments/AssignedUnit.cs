using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Application.Segments;

/// <summary>One unit of an experiment: the conversation it is counted in, what was known of it when it got its arm, and what came of it.</summary>
public sealed class AssignedUnit
{
    private readonly FactValue[] _facts;

    /// <param name="facts">In the order of <see cref="ExperimentUnits.Facts"/>.</param>
    internal AssignedUnit(long conversation, long sequence, string arm, UnitSplit split, FactValue[] facts) =>
        (Conversation, Sequence, Arm, Split, _facts) = (conversation, sequence, arm, split, facts);

    /// <summary>Number of the conversation.</summary>
    public long Conversation { get; }

    /// <summary>The log entry that assigned it.</summary>
    public long Sequence { get; }

    public string Arm { get; }

    public UnitSplit Split { get; }

    public string Channel { get; internal set; } = "";

    /// <summary>Number of the customer.</summary>
    public long Customer { get; internal set; }

    /// <summary>What it adds to the sums of its arm; nothing while it is pending.</summary>
    public ArmTotals Totals { get; internal set; }

    public bool IsFinished => Totals.Closed > 0;

    /// <summary>A fact as it was known at the assignment.</summary>
    /// <param name="number">Place in <see cref="ExperimentUnits.Facts"/>.</param>
    public FactValue Fact(int number) => _facts[number];
}
