using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>What all monitors of a set remember of one trace. Belongs to whoever holds the conversation's gate; protected facts are inside, so it is never written out.</summary>
public sealed class RuleState : IEquatable<RuleState>
{
    internal RuleState(int words, int facts)
    {
        Words = new long[words];
        Facts = new FactValue[facts];
    }

    private RuleState(RuleState other)
    {
        Words = (long[])other.Words.Clone();
        Facts = (FactValue[])other.Facts.Clone();
        (Turns, AgentTurns) = (other.Turns, other.AgentTurns);
    }

    internal long[] Words { get; }

    internal FactValue[] Facts { get; }

    /// <summary>Turns of this conversation so far, both speakers.</summary>
    internal int Turns { get; set; }

    internal int AgentTurns { get; set; }

    /// <summary>A copy that goes its own way.</summary>
    public RuleState Copy() => new(this);

    /// <summary>Makes another state of the same rules equal to this one.</summary>
    internal void CopyTo(RuleState other)
    {
        Words.CopyTo(other.Words, 0);
        Facts.CopyTo(other.Facts, 0);
        (other.Turns, other.AgentTurns) = (Turns, AgentTurns);
    }

    /// <inheritdoc/>
    public bool Equals(RuleState? other) => other is not null && Turns == other.Turns && AgentTurns == other.AgentTurns
        && Words.AsSpan().SequenceEqual(other.Words) && Facts.AsSpan().SequenceEqual(other.Facts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RuleState);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(AgentTurns);
        hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(Words.AsSpan()));
        foreach (var fact in Facts)
            hash.Add(fact);
        return hash.ToHashCode();
    }
}
