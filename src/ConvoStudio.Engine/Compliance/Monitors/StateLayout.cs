namespace ConvoStudio.Engine.Compliance.Monitors;

/// <summary>Hands out places in the words of a <see cref="RuleState"/>.</summary>
internal sealed class StateLayout(RuleNames names)
{
    public RuleNames Names => names;

    public int Size { get; private set; }

    public int Take(int words)
    {
        var offset = Size;
        Size += words;
        return offset;
    }
}
