namespace ConvoStudio.Application.Decisions;

/// <summary>Where ids come from: the clock when live, the seed in a rehearsal, so that the same seed gives the same bytes.</summary>
public interface IIdSource
{
    Guid Next();
}
