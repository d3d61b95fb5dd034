// The parts of ECharts that figures are drawn with. Tooltips are drawn too, not put in as HTML: the page's
// policy allows no inline style.

import { BarChart } from 'echarts/charts';
import { GridComponent, LegendScrollComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

echarts.use([BarChart, GridComponent, LegendScrollComponent, TooltipComponent, CanvasRenderer]);

/// Bars of one label with different parts are put end to end.
export interface Bar {
  label: string;
  part?: string;
  value: number;
  text: string;
}

const kInk = '#1b2430';
const kColours = ['#17497d', '#5b9bd5', '#b5651d', '#7f8c99', '#8e5ea2', '#3f7f5f', '#c9a227', '#a33b3b'];
const kBarHeight = 34;
const kFrame = 44;
const kLegend = 30;

const labelsOf = (bars: Bar[]) => [...new Set(bars.map((bar) => bar.label))];
const partsOf = (bars: Bar[]) => [...new Set(bars.map((bar) => bar.part))];

export function chartHeight(bars: Bar[]): number {
  return kFrame + kBarHeight * Math.max(1, labelsOf(bars).length) + (partsOf(bars).length > 1 ? kLegend : 0);
}

export function draw(element: HTMLElement): { show: (bars: Bar[]) => void; resize: () => void; end: () => void } {
  const chart = echarts.init(element);
  return {
    show: (bars) => chart.setOption(optionOf(bars), { notMerge: true }),
    resize: () => chart.resize(),
    end: () => chart.dispose(),
  };
}

function optionOf(bars: Bar[]) {
  const labels = labelsOf(bars);
  const parts = partsOf(bars);
  const isParted = parts.length > 1;
  const widest = Math.max(...bars.map((bar) => bar.text.length));
  return {
    animation: false,
    color: kColours,
    legend: { show: isParted, type: 'scroll', top: 0, textStyle: { color: kInk } },
    grid: { left: 8, right: 16 + 8 * widest, top: 8 + (isParted ? kLegend : 0), bottom: 8, containLabel: true },
    tooltip: { trigger: 'item', renderMode: 'richText' },
    xAxis: { type: 'value', minInterval: 1, axisLabel: { color: kInk, show: bars.every((bar) => bar.text.length < 8 && !bar.text.includes('¥')) } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: labels,
      axisLabel: { color: kInk, width: 180, overflow: 'truncate' },
    },
    series: parts.map((part) => {
      const own = labels.map((label) => bars.find((bar) => bar.label === label && bar.part === part));
      return {
        type: 'bar',
        name: part,
        stack: 'all',
        barMaxWidth: 22,
        label: {
          show: !isParted,
          position: 'right',
          color: kInk,
          formatter: ({ dataIndex }: { dataIndex: number }) => own[dataIndex]?.text ?? '',
        },
        data: own.map((bar) => bar?.value ?? null),
      };
    }),
  };
}
