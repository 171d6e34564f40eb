namespace ConvoStudio.Application.Decisions;

/// <summary>Ids ordered by the clock.</summary>
public sealed class ClockIdSource(TimeProvider time) : IIdSource
{
    public Guid Next() => Guid.CreateVersion7(time.GetUtcNow());
}
