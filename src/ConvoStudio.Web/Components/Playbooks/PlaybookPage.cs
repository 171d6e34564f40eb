using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Auth;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Components.Playbooks;

/// <summary>A page about the current playbook: reads it, and reads again when another one is chosen.</summary>
public abstract class PlaybookPage : ComponentBase, IDisposable
{
    [Inject] public required CurrentPlaybook Current { get; init; }
    [Inject] public required PlaybookService Playbooks { get; init; }
    [Inject] public required PageActor PageActor { get; init; }

    /// <summary>The whole playbook; null while it is read, or when there is none.</summary>
    protected Playbook? Playbook { get; private set; }

    /// <summary>False while reading; then a null <see cref="Playbook"/> means that there is none yet.</summary>
    protected bool Loaded { get; private set; }

    /// <summary>Set before the first render of the loaded page.</summary>
    protected IActor? Actor { get; private set; }

    protected bool May(UseCase useCase) => Actor is not null && RoleTable.Allows(Actor, useCase);

    protected override async Task OnInitializedAsync()
    {
        Current.Changed += OnChanged;
        Actor = await PageActor.GetAsync();
        await ReadAsync();
    }

    /// <summary>Reads the playbook anew, after a change or a conflict.</summary>
    protected async Task ReadAsync()
    {
        var current = await Current.GetAsync();
        Playbook = current is null ? null : await Playbooks.GetAsync(Actor!, current.Key);
        Loaded = true;
        OnRead();
    }

    /// <summary>The playbook was read: forms take their values from it.</summary>
    protected virtual void OnRead()
    {
    }

    private void OnChanged(object? sender, EventArgs args) => _ = InvokeAsync(async () =>
    {
        await ReadAsync();
        StateHasChanged();
    });

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) Current.Changed -= OnChanged;
    }
}
