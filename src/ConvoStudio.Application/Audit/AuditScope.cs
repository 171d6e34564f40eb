using ConvoStudio.Application.People;

namespace ConvoStudio.Application.Audit;

/// <summary>Who does what in the current flow of calls; the interceptor writes it beside every change. Flows into awaited calls, never out of them.</summary>
public sealed class AuditScope : IDisposable
{
    private static readonly AsyncLocal<AuditScope?> Flow = new();
    private readonly AuditScope? _outer;

    private AuditScope(IActor actor, UseCase useCase)
    {
        (Actor, UseCase, _outer) = (actor, useCase, Flow.Value);
        Flow.Value = this;
    }

    public static AuditScope? Current => Flow.Value;

    public IActor Actor { get; }

    public UseCase UseCase { get; }

    public static AuditScope Begin(IActor actor, UseCase useCase) => new(actor, useCase);

    public void Dispose() => Flow.Value = _outer;
}
