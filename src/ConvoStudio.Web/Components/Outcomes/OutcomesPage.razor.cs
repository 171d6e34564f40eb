using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Outcomes;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Uploads;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Outcomes;

/// <summary>Files of late outcomes: those of the past, and a place to drop the next.</summary>
public sealed partial class OutcomesPage
{
    private IReadOnlyList<OutcomeUpload>? _uploads;
    private IDisposable? _jobs;
    private string? _problem;
    private string _name = "";
    private bool _sending;

    [Inject] public required OutcomeUploadService Uploads { get; init; }
    [Inject] public required JobService Jobs { get; init; }
    [Inject] public required IOptions<ImportOptions> Options { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive) _jobs = Jobs.Subscribe(OnJob);
    }

    protected override void OnRead() => _ = InvokeAsync(ListAsync);

    private async Task ListAsync()
    {
        _uploads = Playbook is null ? [] : await Uploads.ListAsync(Actor!, Playbook.Key);
        StateHasChanged();
    }

    private async Task SendAsync(InputFileChangeEventArgs args)
    {
        if (_sending || Playbook is null) return;
        (_problem, _name) = (args.File.Size == 0 ? T["EmptyFile", args.File.Name].Value : null, args.File.Name);
        if (args.File.Size > Options.Value.MaximumBytes) _problem = new PayloadTooLargeException(Options.Value.MaximumBytes).Message;
        if (_problem is not null) return;
        _sending = true;
        try
        {
            await using var content = args.File.OpenReadStream(Options.Value.MaximumBytes);
            var upload = await Uploads.ReceiveAsync(Actor!, Playbook.Key, args.File.Name, content);
            Navigation.NavigateTo($"/outcomes/{upload.Id}");
        }
        catch (ValidationException exception)
        {
            _problem = string.Join(" ", exception.Errors.SelectMany(error => error.Value));
        }
        catch (Exception exception) when (exception is IOException or JSException or TimeoutException or OperationCanceledException)
        {
            _problem = T["Interrupted", _name];
        }
        finally
        {
            _sending = false;
        }
    }

    private void OnJob(Job job)
    {
        if (job.Kind == OutcomeUploadJob.JobKind && job.HasEnded) _ = InvokeAsync(ListAsync);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _jobs?.Dispose();
        base.Dispose(disposing);
    }
}
