using System.Buffers;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Policies;

/// <summary>A mutable policy with one writer. Its state is a pure function of the calls made on it, in their order, to the last bit.</summary>
public interface ILearner
{
    /// <summary>Decisions learnt so far.</summary>
    long LearntCount { get; }

    /// <summary>Makes room for contexts of a longer encoder; never shrinks. New slots start with their prior.</summary>
    void Grow(int contextLength);

    /// <summary>Learns one decision with its reward.</summary>
    /// <param name="context">The context the decision was made on; a shorter one reads as 0 beyond its end.</param>
    /// <param name="action">Action number, 0 or more.</param>
    /// <param name="reward">Finite reward of the decision.</param>
    void Learn(in EncodedContext context, int action, double reward);

    /// <summary>Adds the difference a late or corrected outcome makes to a decision already learnt.</summary>
    void Amend(in EncodedContext context, int action, double rewardDifference);

    /// <summary>The policy as of now. Costs little: blocks are shared until the learner writes to them again.</summary>
    IPolicySnapshot Snapshot();

    /// <summary>Writes the whole state; equal states write equal bytes.</summary>
    void Save(IBufferWriter<byte> destination);
}
