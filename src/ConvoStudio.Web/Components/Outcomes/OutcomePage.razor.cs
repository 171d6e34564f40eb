using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Outcomes;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Outcomes;

/// <summary>One file of outcomes: its columns and what its first rows match, then how recording goes and what could not be matched.</summary>
public sealed partial class OutcomePage : IDisposable
{
    private static readonly string[] Fields = ["match", "occurredAt", "value", "metric", "withinDays", "zone"];
    private FormState _form = new();
    private IActor? _actor;
    private OutcomeUpload? _upload;
    private OutcomeMapping _mapping = new();
    private IReadOnlyList<OutcomePreviewRow>? _rows;
    private Job? _job;
    private IDisposable? _jobs;

    [Parameter, EditorRequired] public Guid Id { get; set; }
    [Inject] public required OutcomeUploadService Uploads { get; init; }
    [Inject] public required JobService Jobs { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required Notices Notices { get; init; }
    [Inject] public required IStringLocalizer<OutcomeTexts> T { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        if (_upload?.Id == Id) return;
        (_upload, _rows, _job) = (null, null, null);
        _actor = await Actor.GetAsync();
        if (RendererInfo.IsInteractive) _jobs ??= Jobs.Subscribe(OnJob);
        try
        {
            await ReadAsync();
        }
        catch (NotFoundException)
        {
            Navigation.NotFound();
        }
    }

    private async Task ReadAsync()
    {
        var upload = await Uploads.GetAsync(_actor!, Id);
        if (upload.JobId is { } job && RoleTable.Allows(_actor!, UseCase.ReadJobs)) _job = await Jobs.GetAsync(_actor!, job);
        if (_upload is null) _mapping = upload.Mapping;
        _upload = upload;
        if (upload.State == OutcomeUploadState.Waiting) await PreviewAsync();
    }

    private Task ChooseAsync(OutcomeMapping mapping)
    {
        _mapping = mapping;
        return PreviewAsync();
    }

    private async Task PreviewAsync()
    {
        IReadOnlyList<OutcomePreviewRow>? rows = null;
        var (asked, form) = (_mapping, new FormState());
        await form.TryAsync(async () => rows = await Uploads.PreviewAsync(_actor!, Id, asked), Fields);
        // A later choice has its own answer on the way.
        if (ReferenceEquals(asked, _mapping) && !_form.Busy) (_rows, _form) = (rows, form);
    }

    private async Task RecordAsync()
    {
        if (!await _form.TryAsync(async () => _job = await Uploads.RecordAsync(_actor!, Id, _mapping), Fields)) return;
        await ReadAsync();
    }

    private bool MayOpenConversations => RoleTable.Allows(_actor!, UseCase.ReadConversations);

    private async Task DiscardAsync()
    {
        if (!await _form.TryAsync(() => Uploads.DiscardAsync(_actor!, Id))) return;
        Notices.Show(T["Discarded", _upload!.FileName]);
        Navigation.NavigateTo("/outcomes");
    }

    private async Task CancelAsync()
    {
        if (_job is { HasEnded: false } job) await Jobs.CancelAsync(_actor!, job.Id);
    }

    private void OnJob(Job job)
    {
        if (job.SubjectKey != Id.ToString()) return;
        _ = InvokeAsync(async () =>
        {
            await ReadAsync();
            _job = job;
            StateHasChanged();
        });
    }

    public void Dispose() => _jobs?.Dispose();
}
