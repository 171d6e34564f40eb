namespace ConvoStudio.Application.People;

/// <summary>The actor may not do this. Answered as 403.</summary>
public sealed class ForbiddenException(string actor, UseCase useCase) : Exception($"{actor} may not do this ({useCase}).")
{
    public UseCase UseCase { get; } = useCase;
}
