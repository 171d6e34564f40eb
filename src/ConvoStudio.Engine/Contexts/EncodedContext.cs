namespace ConvoStudio.Engine.Contexts;

/// <summary>Numbers of one turn for a policy: length d, every value finite. Slots beyond the values a policy knows read as 0.</summary>
/// <param name="Values">Dense values in slot order.</param>
public readonly record struct EncodedContext(ReadOnlyMemory<double> Values)
{
    /// <summary>Length d.</summary>
    public int Length => Values.Length;

    /// <summary>The values as a span.</summary>
    public ReadOnlySpan<double> Span => Values.Span;
}
